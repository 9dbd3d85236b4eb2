import { overlay } from "../../../src/util/overlay";

class Counter {
  #count = 1;
  readonly name: string = "counter";
  get count(): number {
    return this.#count;
  }
  add(): number {
    this.#count += 1;
    return this.count;
  }
}

describe("overlay", () => {
  it("gives the members that are replaced, and the original's own otherwise", () => {
    const over = overlay(new Counter(), { name: "other" });
    expect([over.name, over.count]).toEqual(["other", 1]);
  });

  it("runs methods and getters on the original, with its private members", () => {
    const original = new Counter();
    const over = overlay(original, { name: "other" });
    expect(over.add()).toBe(2);
    expect(original.count).toBe(2);
    expect(over.count).toBe(2);
  });

  it("keeps a member away that is replaced by nothing", () => {
    const original: { readonly optional?: string } = { optional: "there" };
    expect(overlay<{ optional?: string | undefined }>(original, { optional: undefined }).optional).toBeUndefined();
  });
});
