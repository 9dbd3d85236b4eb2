import { createCompileCache } from "../../../src/session/compile-cache";

describe("the compile cache", () => {
  it("keeps what is used and forgets what is not", () => {
    const cache = createCompileCache<number>(2);
    cache.set("kept", 0);
    for (let index = 1; index <= 20; index += 1) {
      cache.set(`other${index}`, index);
      expect(cache.get("kept")).toBe(0);
    }
    expect([cache.get("other1"), cache.size <= 4]).toEqual([undefined, true]);
  });

  it("replaces a value", () => {
    const cache = createCompileCache<number>(1);
    cache.set("a", 1);
    cache.set("b", 2);
    cache.set("a", 3);
    expect(cache.get("a")).toBe(3);
  });
});
