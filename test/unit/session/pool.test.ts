import { createPool } from "../../../src/session/pool";
import { createFakeDriver } from "./fake-driver";

describe("the pool", () => {
  it("opens connections when they are needed and hands out what was given back last", async () => {
    const driver = createFakeDriver();
    const pool = createPool(driver);
    expect(pool.takeIdle()).toBeUndefined();
    const [one, two] = [await pool.acquire(), await pool.acquire()];
    pool.release(one);
    pool.release(two);
    expect([driver.opened.length, pool.idleCount, pool.takeIdle(), pool.takeIdle()]).toEqual([2, 2, two, one]);
  });

  it("opens no more than the driver allows, and serves those who wait in their order", async () => {
    const pool = createPool(createFakeDriver(1), { max: 5 });
    const connection = await pool.acquire();
    const order: number[] = [];
    const waiting = [1, 2].map(async (number) => {
      const mine = await pool.acquire();
      order.push(number);
      pool.release(mine);
    });
    pool.release(connection);
    await Promise.all(waiting);
    expect([order, pool.size]).toEqual([[1, 2], 1]);
  });

  it("gives up waiting after the time that was set", async () => {
    const pool = createPool(createFakeDriver(1), { acquireTimeout: 5 });
    await pool.acquire();
    await expect(pool.acquire()).rejects.toMatchObject({ code: "CONNECTION.POOL_TIMEOUT", details: { max: 1 } });
  });

  it("forgets a connection that broke and opens another for whoever waits", async () => {
    const driver = createFakeDriver(1);
    const pool = createPool(driver);
    const connection = await pool.acquire();
    const next = pool.acquire();
    driver.opened[0]!.isOpen = false;
    pool.release(connection);
    expect([await next, pool.size]).toEqual([driver.opened[1], 1]);
  });

  it("does not hand out a connection that broke while it was idle", async () => {
    const driver = createFakeDriver();
    const pool = createPool(driver);
    pool.release(await pool.acquire());
    driver.opened[0]!.isOpen = false;
    expect(await pool.acquire()).toBe(driver.opened[1]);
  });

  it("frees the place of a connection that could not be opened", async () => {
    const driver = createFakeDriver(1);
    const failing = { ...driver, open: jest.fn(driver.open).mockRejectedValueOnce(new Error("refused")) };
    const pool = createPool(failing);
    await expect(pool.acquire()).rejects.toThrow("refused");
    await expect(pool.acquire()).resolves.toBe(driver.opened[0]);
  });

  it("waits for the work under way when it closes, and refuses new work", async () => {
    const driver = createFakeDriver();
    const pool = createPool(driver);
    const connection = await pool.acquire();
    let isClosed = false;
    const closing = pool.close().then(() => (isClosed = true));
    await expect(pool.acquire()).rejects.toMatchObject({ code: "DATA_SOURCE.CLOSED" });
    expect(isClosed).toBe(false);
    pool.release(connection);
    await closing;
    expect(driver.opened[0]!.isOpen).toBe(false);
  });
});
