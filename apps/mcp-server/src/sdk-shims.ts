import process from 'node:process';

// The build puts this in the place of what the SDK brings along for Node.

/** The SDK would check with it what a person fills into a form. This server shows none, so a large library stays out of it. */
export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('This server asks for no input, so it validates none.');
  }
}

export { process };
