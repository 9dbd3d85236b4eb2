import type { DiffOptions } from "../../../src/diff/diff-options";

/** Types without aliases, as a normalised schema has them. */
export const fakeTypes: DiffOptions["types"] = {
  parse: (type) => ({ name: type.replace(/\s*\(.*$/, ""), arguments: [], dimensions: 0, modifiers: [] }),
  same: (left, right) => left === right,
};
