// Keeps ../facts.json, the committed facts about the Spotify Web API, in step with its OpenAPI description.
//   pnpm facts make <file or URL>   writes facts.json and schemas.json
//   pnpm facts diff <file or URL>   prints what changed since; exit code 1 when something did
import { writeFileSync } from 'node:fs';
import { compareFacts } from './compare-facts.ts';
import { factsUrl, type OperationFacts, readFacts, schemasUrl } from './operation-facts.ts';
import { loadDescription, readDescription } from './read-description.ts';
import { readSchemas, type SchemaFacts } from './read-schemas.ts';

function make(facts: readonly OperationFacts[], schemas: SchemaFacts): void {
  // One operation a line, so that a change of the API reads as a change of lines.
  const rows = facts.map((row) => `    ${JSON.stringify(row)}`);
  writeFileSync(factsUrl, `{\n  "operations": [\n${rows.join(',\n')}\n  ]\n}\n`);
  const objects = Object.entries(schemas).map(([name, fields]) => {
    const lines = Object.entries(fields).map(
      ([field, known]) => `    ${JSON.stringify(field)}: ${JSON.stringify(known)}`,
    );
    return `  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`;
  });
  writeFileSync(schemasUrl, `{\n${objects.join(',\n')}\n}\n`);
}

function diff(facts: readonly OperationFacts[]): void {
  const lines = compareFacts(readFacts(), facts);
  process.stdout.write(lines.length === 0 ? 'nothing changed\n' : lines.map((line) => `- ${line}\n`).join(''));
  process.exitCode = lines.length === 0 ? 0 : 1;
}

const tasks: Readonly<Record<string, (facts: readonly OperationFacts[], schemas: SchemaFacts) => void>> = {
  make,
  diff,
};
const [name = '', location] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;

if (!task || location === undefined) {
  process.stderr.write('usage: pnpm facts make|diff <file or URL of an OpenAPI description>\n');
  process.exitCode = 2;
} else {
  try {
    const description = await loadDescription(location);
    const facts = readDescription(description);
    if (facts.length === 0) throw new Error(`${location} describes no operation`);
    task(facts, readSchemas(description));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
