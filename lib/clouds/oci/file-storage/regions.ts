import type { Destinations } from '../pairs';

/** Regions that files are recommended to be replicated to, by the region that they come from, in the commercial realm. */
const FROM: Destinations['from'] = {
  'ap-sydney-1': ['ap-melbourne-1', 'ap-tokyo-1', 'us-sanjose-1'],
  'ap-melbourne-1': ['ap-sydney-1', 'ap-singapore-1', 'ap-singapore-2'],
  'sa-saopaulo-1': ['sa-vinhedo-1', 'sa-santiago-1', 'us-ashburn-1', 'us-phoenix-1'],
  'sa-vinhedo-1': ['sa-saopaulo-1', 'us-ashburn-1'],
  'ca-montreal-1': ['ca-toronto-1'],
  'ca-toronto-1': ['ca-montreal-1'],
  'sa-santiago-1': ['sa-saopaulo-1'],
  'eu-paris-1': ['eu-marseille-1', 'eu-frankfurt-1', 'eu-milan-1', 'eu-amsterdam-1', 'uk-london-1', 'us-ashburn-1'],
  'eu-marseille-1': ['eu-paris-1', 'eu-frankfurt-1', 'eu-milan-1', 'eu-madrid-1'],
  'eu-frankfurt-1': [
    ...['eu-paris-1', 'eu-marseille-1', 'eu-milan-1', 'il-jerusalem-1', 'ap-tokyo-1', 'eu-amsterdam-1', 'eu-stockholm-1', 'eu-zurich-1'],
    ...['uk-london-1', 'uk-cardiff-1'],
  ],
  'ap-hyderabad-1': ['ap-mumbai-1', 'ap-singapore-1', 'ap-singapore-2'],
  'ap-mumbai-1': ['ap-hyderabad-1', 'ap-singapore-1', 'ap-singapore-2', 'uk-london-1'],
  'il-jerusalem-1': ['uk-london-1', 'eu-frankfurt-1'],
  'eu-milan-1': ['eu-paris-1', 'eu-marseille-1', 'eu-frankfurt-1', 'eu-zurich-1'],
  'ap-osaka-1': ['ap-tokyo-1', 'ap-chuncheon-1', 'us-sanjose-1'],
  'ap-tokyo-1': ['ap-osaka-1', 'ap-sydney-1', 'eu-frankfurt-1', 'ap-singapore-1', 'ap-singapore-2', 'ap-chuncheon-1', 'ap-seoul-1'],
  'mx-queretaro-1': ['us-ashburn-1', 'us-phoenix-1'],
  'eu-amsterdam-1': ['eu-paris-1', 'eu-frankfurt-1', 'eu-stockholm-1', 'uk-london-1', 'us-ashburn-1'],
  'me-jeddah-1': ['me-dubai-1'],
  'ap-singapore-1': ['ap-singapore-2', 'ap-tokyo-1', 'ap-mumbai-1', 'ap-hyderabad-1', 'ap-melbourne-1'],
  'ap-singapore-2': ['ap-singapore-1', 'ap-tokyo-1', 'ap-mumbai-1', 'ap-hyderabad-1', 'ap-melbourne-1'],
  'af-johannesburg-1': ['uk-london-1'],
  'ap-seoul-1': ['ap-chuncheon-1', 'ap-tokyo-1'],
  'ap-chuncheon-1': ['ap-seoul-1', 'ap-osaka-1', 'ap-tokyo-1'],
  'eu-madrid-1': ['eu-marseille-1'],
  'eu-stockholm-1': ['eu-frankfurt-1', 'eu-amsterdam-1'],
  'eu-zurich-1': ['eu-frankfurt-1', 'eu-milan-1', 'uk-london-1'],
  'me-abudhabi-1': ['me-dubai-1'],
  'me-dubai-1': ['me-jeddah-1', 'me-abudhabi-1'],
  'uk-london-1': [
    ...[
      'uk-cardiff-1',
      'eu-paris-1',
      'eu-frankfurt-1',
      'ap-mumbai-1',
      'il-jerusalem-1',
      'eu-amsterdam-1',
      'af-johannesburg-1',
      'eu-zurich-1',
    ],
    'us-ashburn-1',
  ],
  'uk-cardiff-1': ['uk-london-1', 'eu-frankfurt-1'],
  'us-chicago-1': ['us-ashburn-1', 'us-phoenix-1'],
  'us-ashburn-1': [
    ...['us-chicago-1', 'us-phoenix-1', 'us-sanjose-1', 'sa-saopaulo-1', 'sa-vinhedo-1', 'eu-paris-1', 'mx-queretaro-1', 'eu-amsterdam-1'],
    'uk-london-1',
  ],
  'us-phoenix-1': ['us-ashburn-1', 'us-chicago-1', 'us-sanjose-1', 'sa-saopaulo-1', 'mx-queretaro-1'],
  'us-sanjose-1': ['us-ashburn-1', 'us-phoenix-1', 'ap-sydney-1', 'ap-osaka-1'],
};

/** One that is not in it has none that is recommended; others are reached, too ("use the API or CLI"). */
export const RECOMMENDED: Destinations = {
  from: FROM,
  source:
    'regions that Oracle recommends, near enough for changes to be sent in time (https://docs.oracle.com/iaas/Content/File/Tasks/FSreplication.htm, Recommended Target Regions, 2026-09)',
};
