/** Version of this library, printed on everything that it writes for people. */
export const VERSION = '0.1.0';
