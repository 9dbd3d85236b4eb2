import { readPostgresOptions } from "../../../../src/dialects/postgres/options";
import { OrmError } from "../../../../src/errors/orm-error";

describe("the options of a data source", () => {
  it("reads the URL, which goes before single members", () => {
    const url =
      "postgres://us%40er:p%2Fw%23@db.example.org:6543/my%20db?sslmode=no-verify&application_name=web&schema=app";
    expect(readPostgresOptions({ type: "postgres", url, host: "other", poolSize: 3 })).toEqual({
      host: "db.example.org",
      port: 6543,
      username: "us@er",
      password: "p/w#",
      database: "my db",
      schema: "app",
      schemaOnly: false,
      ssl: { rejectUnauthorized: false },
      applicationName: "web",
      poolSize: 3,
      connectTimeoutMs: 10_000,
      address: "db.example.org:6543/my db",
    });
  });

  it.each([
    ["require", true],
    ["verify-full", true],
    ["disable", false],
  ])("takes sslmode=%s as %s", (mode, ssl) => {
    expect(readPostgresOptions({ type: "postgres", url: `postgresql://u@h/d?sslmode=${mode}` }).ssl).toBe(ssl);
  });

  it.each(["mysql://u:s3cret@h/d", "postgres://u:s3cret@h:port/d", "s3cret"])(
    "refuses %s without repeating it",
    (url) => {
      let caught: unknown;
      try {
        readPostgresOptions({ type: "postgres", url });
      } catch (error) {
        caught = error;
      }
      expect(OrmError.is(caught, "CONFIG.INVALID")).toBe(true);
      expect(JSON.stringify(caught)).not.toContain("s3cret");
    },
  );

  it("refuses a member of the wrong type", () => {
    expect(() => readPostgresOptions({ type: "postgres", port: "abc" })).toThrow('"port" is not a whole number');
  });
});
