import { expect, test } from "vitest";
import { describeComponents } from "./components";
import { listFields } from "./fields";

const schemas = describeComponents();
const fieldsOf = (name: string) =>
  Object.fromEntries(
    listFields({ $ref: `#/components/schemas/${name}` }, schemas).map(({ name, type }) => [name, type]),
  );

test("fields are listed through references, lists and nested objects, in words", () => {
  expect(fieldsOf("TokenList")).toMatchObject({
    id: "text (uuid)",
    expiresAt: "text (date-time) or null",
    allowedCidrs: "list of text or null",
    deleted: "true or false",
  });
  expect(fieldsOf("Keys")["keys[].kid"]).toBe("text");
  expect(fieldsOf("TeamInput")["data.attributes.role"]).toBe("text or null");
});

test("of several shapes the fields of all are listed, each once", () => {
  expect(fieldsOf("Introspection")).toMatchObject({ active: "false or true", sub: "text", exp: "integer" });
  expect(fieldsOf("Self")).toMatchObject({ "owner.kind": '"user" or "team"', "owner.group": "text" });
});

test("what has to be sent is marked", () => {
  const [group] = listFields({ $ref: "#/components/schemas/GenerateTeamToken" }, schemas).filter(
    ({ name }) => name === "group",
  );
  expect(group?.isRequired).toBe(true);
});
