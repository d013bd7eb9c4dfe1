// Writes answers.json, the committed shapes of Spotify's answers, from the corrected OpenAPI description.
//   node tests/emulator/openapi/make.ts <file or URL>
import { writeFileSync } from 'node:fs';
import { loadDescription } from '../../contract/facts/read-description.ts';
import { readAnswers } from './read-answers.ts';

const [location] = process.argv.slice(2);
if (location === undefined) {
  process.stderr.write('usage: node make.ts <file or URL of an OpenAPI description>\n');
  process.exitCode = 2;
} else {
  const { $defs, operations } = readAnswers(await loadDescription(location));
  // One schema and one operation a line, so that a change of the API reads as a change of lines.
  const lines = (rows: Readonly<Record<string, unknown>>): string =>
    Object.entries(rows)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  const text = `{\n  "$defs": {\n${lines($defs)}\n  },\n  "operations": {\n${lines(operations)}\n  }\n}\n`;
  writeFileSync(new URL('answers.json', import.meta.url), text);
}
