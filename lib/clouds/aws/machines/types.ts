import type { TypeRow } from '../../../port/facts';

/** What is known of the types of a group of machines. Import ids: the pages of each resource at https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r */
export const MACHINE_TYPES: Readonly<Record<string, TypeRow>> = {
  // Its machines are made again from their image: what has to last is in a database or a bucket.
  aws_autoscaling_group: { holdsData: false, importId: '{name}' },
  aws_autoscaling_policy: { holdsData: false, importId: '{autoscaling_group_name}/{name}' },
  aws_launch_template: {
    holdsData: false,
    importId: '! aws ec2 describe-launch-templates --launch-template-names NAME --query LaunchTemplates[0].LaunchTemplateId',
  },
  aws_ec2_capacity_reservation: {
    holdsData: false,
    importId: '! aws ec2 describe-capacity-reservations --filters Name=tag:Name,Values=NAME',
  },
  aws_iam_instance_profile: { holdsData: false, importId: '{name}' },
};
