import { identityChange } from "../../../../src/dialects/postgres/identity-change";
import type { Identity } from "../../../../src/schema/model";

const change = (after: Identity | null | undefined, before?: Identity): readonly string[] =>
  identityChange(after, before, ({ always }) => `identity, always: ${always}`);

describe("numbering by identity", () => {
  it("begins and ends", () => {
    expect(change(undefined, { always: true })).toEqual([]);
    expect(change(null, { always: true })).toEqual(["DROP IDENTITY"]);
    expect(change({ always: true })).toEqual(["ADD identity, always: true"]);
  });

  it("changes in what differs only", () => {
    const before: Identity = { always: false, increment: 2 };
    const after: Identity = { always: true, increment: 2, start: 100, cache: 20, cycle: true, maxValue: 900 };
    expect(change(after, before)).toEqual([
      "SET GENERATED ALWAYS",
      "SET START WITH 100",
      "SET MAXVALUE 900",
      "SET CACHE 20",
      "SET CYCLE",
    ]);
  });

  it("goes back to what goes without saying", () => {
    const before: Identity = { always: true, start: 100, increment: 10, minValue: 5, cache: 20, cycle: true };
    expect(change({ always: true }, before)).toEqual([
      "SET START WITH 1",
      "SET INCREMENT BY 1",
      "SET NO MINVALUE",
      "SET CACHE 1",
      "SET NO CYCLE",
    ]);
  });
});
