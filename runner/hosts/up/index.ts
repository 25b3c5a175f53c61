export type { UpLab } from './description.ts';
export { endUp } from './end.ts';
export { listUp } from './find.ts';
export { openUpHosts } from './open.ts';
export { stateOf, type UpState } from './state.ts';
