/** The channel kind of devices, and the type of their contact methods. Apart from their schemas, which pages need not load. */
export const PUSH = 'web-push';
