import { compiled } from '../program';

/** Before the workers begin, which load the library as it is compiled here. */
export default compiled;
