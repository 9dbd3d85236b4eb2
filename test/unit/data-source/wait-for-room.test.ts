import { waitForRoom } from "../../../src/data-source/wait-for-room";
import { OrmError } from "../../../src/errors/orm-error";

const full = (): OrmError => new OrmError("CONNECTION.TOO_MANY", "full", { hint: "wait" });

describe("a server without room for another connection", () => {
  it("is asked again until it has room", async () => {
    let attempts = 0;
    const open = async (): Promise<string> => {
      attempts += 1;
      if (attempts < 3) throw full();
      return "open";
    };
    expect([await waitForRoom(open), attempts]).toEqual(["open", 3]);
  });

  it("is an error after a while, and any other error at once", async () => {
    await expect(waitForRoom(() => Promise.reject(full()), 120)).rejects.toMatchObject({ code: "CONNECTION.TOO_MANY" });
    await expect(waitForRoom(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  });
});
