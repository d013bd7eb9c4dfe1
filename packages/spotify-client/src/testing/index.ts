export { type Check, type TokenStoreCase, tokenStoreContract } from './token-store-contract.js';
