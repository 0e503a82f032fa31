"""What moto lacks of groups of machines and of their images."""
from uuid import uuid4

from moto.autoscaling.models import FakeAutoScalingGroup, FakeScalingPolicy, InstanceState
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.ec2.models.amis import AmiBackend
from moto.ec2.models.instances import Instance
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.ec2.utils import parse_user_data

LOOKS = 1


def patch_images() -> None:
    """A copy of an image is pending for a while: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-copy-steps.html"""
    copy, describe = AmiBackend.copy_image, AmiBackend.describe_images

    def copy_image(self, *args, **kwargs):
        image = copy(self, *args, **kwargs)
        image.state, image.looks = "pending", LOOKS
        return image

    def describe_images(self, *args, **kwargs):
        for image in list(self.amis.values()):
            if getattr(image, "looks", None) == 0:
                image.state = "available"
            elif image.state == "pending":
                image.looks -= 1
        return describe(self, *args, **kwargs)

    AmiBackend.copy_image = copy_image
    AmiBackend.describe_images = describe_images


def patch_volumes() -> None:
    """The first volume of a machine is as large as its image, where nothing else is said.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html (SnapshotId)
    """
    add = Instance.add_block_device

    def add_block_device(self, size, device_path, snapshot_id, *args, **kwargs):
        image = self.ec2_backend.amis.get(self.image_id)
        if not size and not snapshot_id and image and image.root_device_name == device_path:
            snapshot_id = image.ebs_snapshot.id
        return add(self, size, device_path, snapshot_id, *args, **kwargs)

    Instance.add_block_device = add_block_device


def patch_templates() -> None:
    """The tags of a template are not those of what it launches, and each version has user data of its own. A machine keeps the version that it
    was launched from.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html (TagSpecification), API_CreateLaunchTemplateVersion.html,
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html
    """
    version, init = LaunchTemplate.create_version, InstanceState.__init__

    def create_version(self, data, description):
        launched = [one for one in data.pop("TagSpecifications", []) if one["ResourceType"] != "launch-template"]
        told = data.pop("UserData", None) or None
        if isinstance(told, str):
            told = parse_user_data(told)
        return version(self, {**data, "TagSpecifications": launched, "UserData": told}, description)

    def launched_by(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.launched_from = dict(self.auto_scaling_group.launch_template or {}) or None

    LaunchTemplate.create_version = create_version
    InstanceState.__init__ = launched_by
    InstanceState.launch_template = property(lambda self: self.launched_from)


def patch_groups() -> None:
    """A group keeps how long its machines warm up, and the capacity that they take; a policy is on unless it is said otherwise, and predicts only where it is told how.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html (DefaultInstanceWarmup), API_PutScalingPolicy.html
    """
    def keeping(original):
        def keeps(self):
            answer = original(self)
            warmup = self._get_int_param("DefaultInstanceWarmup")
            if warmup is not None:
                group_of(self).default_instance_warmup = warmup
            capacity = self._get_param("CapacityReservationSpecification")
            if capacity is not None:
                group_of(self).capacity_reservation_specification = capacity
            return answer
        return keeps

    def policy(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.enabled = True
        self.predictive_scaling_configuration = self.predictive_scaling_configuration or None

    init = FakeScalingPolicy.__init__
    FakeScalingPolicy.__init__ = policy
    AutoScalingResponse.create_auto_scaling_group = keeping(AutoScalingResponse.create_auto_scaling_group)
    AutoScalingResponse.update_auto_scaling_group = keeping(AutoScalingResponse.update_auto_scaling_group)


def patch_targets() -> None:
    """A machine that leaves its group leaves the target groups: https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html"""
    resize = FakeAutoScalingGroup.set_desired_capacity

    def machines_of(group) -> set[str]:
        return {one.instance.id for one in group.instance_states}

    def set_desired_capacity(self, wanted):
        before = machines_of(self)
        resize(self, wanted)
        leave(self, before - machines_of(self))

    FakeAutoScalingGroup.set_desired_capacity = set_desired_capacity


def leave(group, machines: set[str]) -> None:
    for arn in group.target_group_arns or []:
        group.autoscaling_backend.elbv2_backend.target_groups[arn].deregister_terminated_instances(machines)


def group_of(response):
    return response.autoscaling_backend.autoscaling_groups[response._get_param("AutoScalingGroupName")]


def patch_refreshes() -> None:
    """A refresh replaces what is of another version, at once.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html, API_DescribeInstanceRefreshes.html
    """
    def start_instance_refresh(self):
        group = group_of(self)
        older = [one for one in group.instance_states if one.launch_template != group.launch_template]
        if older:
            group.autoscaling_backend.ec2_backend.terminate_instances([one.instance.id for one in older])
        group.instance_states = [one for one in group.instance_states if one not in older]
        leave(group, {one.instance.id for one in older})
        group.set_desired_capacity(group.desired_capacity)
        group.refreshes = [{"InstanceRefreshId": str(uuid4()), "AutoScalingGroupName": group.name, "Status": "Successful"}, *refreshes_of(group)]
        return ActionResult({"InstanceRefreshId": group.refreshes[0]["InstanceRefreshId"]})

    def describe_instance_refreshes(self):
        return ActionResult({"InstanceRefreshes": refreshes_of(group_of(self))})

    AutoScalingResponse.start_instance_refresh = start_instance_refresh
    AutoScalingResponse.describe_instance_refreshes = describe_instance_refreshes


def refreshes_of(group) -> list[dict[str, str]]:
    return getattr(group, "refreshes", [])


def patch_machines() -> None:
    patch_images()
    patch_volumes()
    patch_templates()
    patch_groups()
    patch_targets()
    patch_refreshes()
