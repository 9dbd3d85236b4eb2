import { hazardNotes } from "../../../src/operations/hazard-notes";
import type { Hazard } from "../../../src/operations/operation";

const hazard = (kind: Hazard["kind"], message = "x"): Hazard => ({ kind, message });
const labels = (...hazards: readonly (readonly Hazard[])[]): readonly (readonly string[])[] =>
  hazardNotes(hazards).map((own) => own.map(({ label }) => label));

describe("the notes of hazards", () => {
  it("have a word for each kind", () => {
    expect(labels([hazard("data loss")], [hazard("rewrite")], [hazard("lock")], [hazard("incompatibility")])).toEqual([
      ["Loses data"],
      ["Rewrites"],
      ["Locks"],
      ["Breaks running code"],
    ]);
  });

  it("leave out what a graver one implies", () => {
    expect(labels([hazard("lock"), hazard("rewrite")], [hazard("data loss", "y"), hazard("incompatibility")])).toEqual([
      ["Rewrites"],
      ["Loses data"],
    ]);
  });

  it("say the same thing once", () => {
    expect(labels([hazard("lock")], [hazard("lock")], [hazard("lock", "other")])).toEqual([["Locks"], [], ["Locks"]]);
  });

  it("keep the safer way", () => {
    expect(hazardNotes([[{ ...hazard("lock"), hint: "do it slowly" }]])).toEqual([
      [{ kind: "lock", message: "x", hint: "do it slowly", label: "Locks" }],
    ]);
  });
});
