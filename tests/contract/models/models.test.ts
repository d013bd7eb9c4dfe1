import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { schemasUrl } from '../facts/operation-facts.ts';
import type { FieldFacts, SchemaFacts } from '../facts/read-schemas.ts';
import { readSchemas } from '../facts/read-schemas.ts';
import { compareModel } from './compare-models.ts';
import { INTENDED, WITHOUT_MODEL } from './intended-differences.ts';
import { readModels } from './read-models.ts';
import { MODELS } from './schema-models.ts';

const schemas: SchemaFacts = JSON.parse(readFileSync(schemasUrl, 'utf8'));
const models = readModels();

describe('the models', () => {
  test('differ from the description only where that is intended, and there they do', () => {
    const found = Object.entries(MODELS).flatMap(([schema, model]) =>
      compareModel(models, model, schemas[schema] ?? {}, schemas),
    );
    const intended = INTENDED.flatMap(({ differences }) => differences);
    expect([...new Set(found)].sort()).toEqual([...intended].sort());
    expect(new Set(intended).size).toBe(intended.length);
  });

  test('stand for every schema, but for those that need none', () => {
    const hasReason = (schema: string) => WITHOUT_MODEL.some((rule) => rule.schemas.test(schema));
    expect(Object.keys(schemas).filter((schema) => MODELS[schema] === undefined && !hasReason(schema))).toEqual([]);
    expect(Object.keys(MODELS).filter((schema) => schemas[schema] === undefined)).toEqual([]);
    for (const { schemas: pattern } of WITHOUT_MODEL) {
      expect(
        Object.keys(schemas).some((schema) => pattern.test(schema)),
        String(pattern),
      ).toBe(true);
    }
  });

  test('give the unit of every number, but of those that count or name something', () => {
    const unit = /\b(milliseconds?|seconds?|decibels|pixels|percent|hertz|Hz|beats|from -?\d+)\b/i;
    const unitless =
      /^(total(_\w+)?|limit|offset|disc_number|num_samples|analysis_channels|\w+Size|\w+_version|mode|status_code)$/;
    const silent = models.names.flatMap((name) =>
      Object.entries(models.fieldsOf(name))
        .filter(
          ([field, { type, documentation }]) => type === 'number' && !unitless.test(field) && !unit.test(documentation),
        )
        .map(([field]) => `${name}.${field}`),
    );
    expect(silent).toEqual([]);
  });
});

describe('a comparison', () => {
  const facts = { kind: 'string', required: true, nullable: false } as const;

  test('notices a field that is missing, added, null, optional or of another kind', () => {
    const schema = {
      url: { ...facts, kind: 'number' },
      height: { ...facts, kind: 'number' },
      alt: facts,
    } as const;
    expect(compareModel(models, 'Image', schema)).toEqual([
      'Image.alt: left out',
      'Image.url: is string',
      'Image.height: can be null',
      'Image.width: added',
    ]);
    expect(compareModel(models, 'ExternalUrls', { spotify: facts })).toEqual(['ExternalUrls.spotify: optional']);
  });

  test('lets what is deprecated be absent, and nothing else that is not said to be', () => {
    const old = { ...facts, deprecated: true } as const;
    const lines = (url: FieldFacts) => compareModel(models, 'ExternalUrls', { spotify: url });
    expect(lines(old)).toEqual([]);
    expect(lines({ ...old, required: false })).toEqual([]);
    // No field of this schema is required: it does not say what is always there.
    expect(lines({ ...facts, required: false })).toEqual(['ExternalUrls.spotify: optional']);
    const size = { ...facts, kind: 'number', nullable: true } as const;
    expect(compareModel(models, 'Image', { url: old, height: size, width: size })).toEqual(['Image.url: always there']);
  });

  test('looks into arrays, pages and objects', () => {
    const array = { kind: 'array', required: true, nullable: false } as const;
    const object = { kind: 'object', required: true, nullable: false } as const;
    const page = { items: { ...array, items: ['TrackObject'] } };
    const lines = compareModel(
      models,
      'Album',
      {
        images: { ...array, items: ['CopyrightObject'] },
        genres: { ...array, items: ['number'] },
        artists: { ...array, items: ['SimplifiedArtistObject'] },
        external_ids: { ...object, schemas: ['ExternalUrlObject'] },
        tracks: { ...object, schemas: ['PagingTrackObject'] },
      },
      { PagingTrackObject: page },
    );
    expect(lines.filter((line) => /: (is|holds) /.test(line)).toSorted()).toEqual([
      'Album.external_ids: is ExternalIds',
      'Album.genres: holds string',
      'Album.images: holds Image',
      'Album.tracks: is Paging<SimplifiedTrack>',
    ]);
  });

  test('reads a schema with all that it is put together from', () => {
    const description = `
components:
  schemas:
    Base: { type: object, required: [id], properties: { id: { type: string, nullable: true } } }
    Whole:
      allOf:
        - $ref: '#/components/schemas/Base'
        - { type: object, properties: { count: { type: integer, deprecated: true }, kind: { type: string, enum: [a, b] } } }
        - { type: object, properties: { base: { allOf: [{ $ref: '#/components/schemas/Base' }] } } }
        - { type: object, properties: { list: { type: array, items: { $ref: '#/components/schemas/Base' } } } }
        - { type: object, properties: { either: { type: array, items: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Base' }] } } } }
`;
    expect(readSchemas(description).Whole).toEqual({
      base: { kind: 'object', required: false, nullable: false, schemas: ['Base'] },
      either: { kind: 'array', required: false, nullable: false, items: ['string', 'Base'] },
      list: { kind: 'array', required: false, nullable: false, items: ['Base'] },
      count: { kind: 'number', required: false, nullable: false, deprecated: true },
      id: { kind: 'string', required: true, nullable: true },
      kind: { kind: 'string', required: false, nullable: false, enum: ['a', 'b'] },
    });
  });
});
