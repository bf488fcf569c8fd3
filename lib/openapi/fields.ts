/** A JSON Schema as a list of fields that people can read. Pure. */

export type JsonSchema = Record<string, unknown>;
export type Field = {
  /** `data.attributes.name`; `keys[].kid` in a list. */
  name: string;
  type: string;
  isRequired: boolean;
  description: string | null;
};

type Schemas = Record<string, JsonSchema>;

const list = (value: unknown) => (Array.isArray(value) ? (value as JsonSchema[]) : []);

/**
 * All fields of an object or of the objects in a list, the deeper ones after the one that holds them. Where a schema
 * offers several shapes, the fields of all of them.
 * @param schemas the document's components, for `$ref`
 */
export function listFields(schema: JsonSchema, schemas: Schemas, prefix = ""): Field[] {
  const { anyOf, items, properties, required } = resolve(schema, schemas);
  const fields = [
    ...list(anyOf).flatMap((one) => listFields(one, schemas, prefix)),
    ...(items ? listFields(items as JsonSchema, schemas, prefix === "" ? "" : `${prefix}[]`) : []),
    ...Object.entries((properties ?? {}) as Schemas).flatMap(([key, property]) => {
      const name = prefix === "" ? key : `${prefix}.${key}`;
      const { description } = resolve(property, schemas);
      const field = {
        name,
        type: sayType(property, schemas),
        isRequired: list(required).some((one) => String(one) === key),
        description: typeof description === "string" ? description : null,
      };
      return [field, ...listFields(property, schemas, name)];
    }),
  ];
  return merge(fields);
}

/** The type in words: `integer`, `text (uuid)`, `list of text`, `live or all`. */
export function sayType(schema: JsonSchema, schemas: Schemas = {}): string {
  const { anyOf, enum: values, const: only, type, items, format } = resolve(schema, schemas);
  if (anyOf) return join(list(anyOf).map((one) => sayType(one, schemas)));
  if (values) return join(list(values).map((value) => JSON.stringify(value)));
  if (only !== undefined) return JSON.stringify(only);
  const types = (Array.isArray(type) ? type : [type]).map((one) => {
    if (one === "array") return `list of ${sayType(items as JsonSchema, schemas)}`;
    if (one === "string") return format ? `text (${format})` : "text";
    return one === "boolean" ? "true or false" : String(one ?? "anything");
  });
  return join(types);
}

function join(words: string[]): string {
  return [...new Set(words.flatMap((word) => word.split(" or ")))].join(" or ");
}

function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  if (typeof schema.$ref !== "string") return schema;
  return schemas[schema.$ref.replace("#/components/schemas/", "")] ?? {};
}

function merge(fields: Field[]): Field[] {
  const merged = new Map<string, Field>();
  for (const field of fields) {
    const before = merged.get(field.name);
    const type = before ? join([before.type, field.type]) : field.type;
    merged.set(field.name, { ...(before ?? field), type });
  }
  return [...merged.values()];
}
