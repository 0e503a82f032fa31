import { compiled } from '../program';
import { openScratch } from '../scratch';

/** Before the workers begin: they load the library as it is compiled here, and write what they write for a while to one folder. */
export default (): void => {
  compiled();
  openScratch();
};
