import { defineView } from "../../../../src/metadata/schema-objects/define-view";

export const threshold = 18;

export const adults = defineView("adults", { query: `SELECT id FROM person WHERE age >= ${threshold}` });

export default [defineView("children", { query: `SELECT id FROM person WHERE age < ${threshold}` })];
