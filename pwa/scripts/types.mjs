// Writes the TypeScript types of an OpenAPI document's schemas: node types.mjs openapi.json api.d.ts
//
// Our own, because the packages for it use the compiler's JavaScript API, which TypeScript 7 has no more.
// It knows what the server's schemas consist of, and refuses what it does not know.
import { readFileSync, writeFileSync } from 'node:fs';

const PRIMITIVES = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

const union = (types) => [...new Set(types)].join(' | ');
const wrapped = (type) => (type.includes(' ') ? `(${type})` : type);
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** The TypeScript type of a schema. */
function typeOf(schema) {
  if (schema === true || Object.keys(schema).length === 0) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return union(choice.map(typeOf));
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type) => typeOf({ ...schema, type })));
  }
  if (schema.type === 'array') return `${wrapped(typeOf(schema.items ?? {}))}[]`;
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type in PRIMITIVES) return PRIMITIVES[schema.type];
  if (schema.type === undefined && !schema.allOf && !schema.not) return 'unknown';
  throw new Error(`no type for ${JSON.stringify(schema)}`);
}

function objectOf({ properties, required = [], additionalProperties }) {
  if (!properties) {
    const values =
      typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return `Record<string, ${values}>`;
  }
  const members = Object.entries(properties).map(
    ([name, schema]) => `  ${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};\n`,
  );
  return `{\n${members.join('')}}`;
}

const [from, to] = process.argv.slice(2);
const { components } = JSON.parse(readFileSync(from, 'utf8'));
const types = Object.entries(components.schemas)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([name, schema]) => `export type ${name} = ${typeOf(schema)};\n`);
writeFileSync(
  to,
  `// Made from the server's OpenAPI document by \`npm run types\`.\n\n${types.join('\n')}`,
);
