import { closeScratch } from '../scratch';

/** After the last test: nothing is left in the machine's folder of temporary files. */
export default closeScratch;
