export type { KeptIn } from '../token-file.js';
export { forgetSignIn, keepSignIn } from './keep-sign-in.js';
export { openBrowser } from './open-browser.js';
export type { PastedLines } from './pasted-reply.js';
export { wantedScopes } from './scopes.js';
export { type SignInOptions, signInPerson } from './sign-in.js';
export { type SignInPlace, whereSignInIs } from './where-sign-in-is.js';
