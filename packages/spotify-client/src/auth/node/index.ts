export { type FileTokenStoreOptions, fileTokenStore } from './file-token-store.js';
export { type Loopback, type LoopbackOptions, listenForRedirect } from './loopback.js';
export type { SignInPages } from './pages.js';
export { type SignInOptions, signIn } from './sign-in.js';
