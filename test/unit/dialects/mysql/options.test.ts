import { readMysqlOptions } from "../../../../src/dialects/mysql/options";

describe("options of a MySQL data source", () => {
  it("are taken from the URL before the single members", () => {
    const url = "mariadb://me:p%40ss@db.example:3310/app?timezone=+02:00&charset=latin1&ssl=true";
    expect(readMysqlOptions({ type: "mariadb", url, host: "other", poolSize: 3 })).toEqual({
      host: "db.example",
      port: 3310,
      username: "me",
      password: "p@ss",
      database: "app",
      charset: "latin1",
      timezone: "+02:00",
      connectTimeout: 10_000,
      ssl: {},
      poolSize: 3,
      address: "db.example:3310/app",
    });
  });

  it("have defaults", () => {
    expect(readMysqlOptions({ type: "mysql" })).toEqual({
      host: "localhost",
      port: 3306,
      username: "root",
      charset: "utf8mb4",
      timezone: "local",
      connectTimeout: 10_000,
      poolSize: 10,
      address: "localhost:3306",
    });
  });

  it.each([
    [{ url: "postgres://me:s3cr3t@host/db" }, "url"],
    [{ url: "mysql://me:s3cr3t@ho st/db" }, "url"],
    [{ port: -1 }, "port"],
    [{ timezone: "'; drop table x" }, "timezone"],
    [{ database: 5 }, "database"],
  ])("are refused where they are wrong: %j", (options, name) => {
    try {
      readMysqlOptions({ type: "mysql", ...options });
      throw new Error("it was accepted");
    } catch (error) {
      expect(error).toMatchObject({ code: "CONFIG.INVALID" });
      expect(String(error)).toContain(`"${name}"`);
      expect(String(error)).not.toContain("s3cr3t");
    }
  });
});
