import type { SecretsDeclaration } from '../../../components/secrets';
import { kebab } from '../../../plan/names';
import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import type { AwsPlacement } from '../cell';
import { secretFilled } from '../cli-doctor';
import { secretNamed } from './names';

/** Whether each secret is at the site, with a value. No value is read. */
export const secretsDoctor = ({ id, here, declaration }: AwsPlacement<SecretsDeclaration, 'secret'>): DoctorItem[] =>
  declaration.secrets.map((secret) => {
    const name = secretNamed(declaration, here.names.secret, secret);
    return asked({
      about: 'standby',
      id: `filled-${id}-${kebab(secret)}`,
      title: `${name} is at ${here.region}, and has a value`,
      run: secretFilled(here.region, name),
      matches: name,
      endpoint: here.region,
      fix: `give it a value where it is owned (aws secretsmanager put-secret-value --secret-id ${name}); a replica that is missing: ${APPLY}`,
    });
  });
