import { postgresErrors } from "../../../../src/dialects/postgres/errors";

const translate = (error: object, sql?: string) =>
  postgresErrors.translate(Object.assign(new Error("?"), error), {
    address: "db:5432/app",
    ...(sql === undefined ? {} : { sql }),
  });

describe("the errors of the server", () => {
  it.each([
    [{ code: "28P01", message: 'password authentication failed for user "me"' }, "CONNECTION.AUTHENTICATION"],
    [{ message: "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string" }, "CONNECTION.AUTHENTICATION"],
    [{ code: "3D000", message: 'database "app" does not exist' }, "CONNECTION.DATABASE_MISSING"],
    [{ code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND db" }, "CONNECTION.REFUSED"],
    [{ code: "53300", message: "sorry, too many clients already" }, "CONNECTION.TOO_MANY"],
  ])("when connecting: %j is %s", (error, code) => {
    expect(translate(error)).toMatchObject({ code });
    expect(translate(error).message).toContain("db:5432/app");
  });

  it.each([
    [{ code: "57P01", message: "terminating connection due to administrator command" }, "CONNECTION.LOST"],
    [{ code: "ECONNRESET", message: "read ECONNRESET" }, "CONNECTION.LOST"],
    [{ message: "Connection terminated unexpectedly" }, "CONNECTION.LOST"],
    [{ code: "42501", message: "permission denied for table t" }, "QUERY.NO_RIGHT"],
    [{ code: "25006", message: "cannot execute CREATE TABLE in a read-only transaction" }, "QUERY.NO_RIGHT"],
    [{ code: "55P03", message: "canceling statement due to lock timeout" }, "QUERY.LOCK_TIMEOUT"],
  ])("in a statement: %j is %s", (error, code) => {
    expect(translate(error, "select 1").code).toBe(code);
  });

  it("takes a socket that refused both addresses for one that does not answer", () => {
    const both = Object.assign(new AggregateError([new Error("connect ECONNREFUSED ::1:5432")]), {
      code: "ECONNREFUSED",
    });
    expect(postgresErrors.translate(both, { address: "localhost:5432/app" }).message).toBe(
      "no server answered at localhost:5432/app",
    );
  });

  it("says where a statement belongs that refuses transactions", () => {
    const error = { code: "25001", message: "CREATE INDEX CONCURRENTLY cannot run inside a transaction block" };
    expect(translate(error, "CREATE INDEX CONCURRENTLY i ON t (a)").hint).toContain("op.autocommit");
  });

  it("names the columns of a key and leaves out its values", () => {
    const error = translate(
      { code: "23505", table: "t", constraint: "u", detail: 'Key (email, "tenantId")=(me@x.org, 5) already exists.' },
      "insert",
    );
    expect(error.toJSON()).toMatchObject({
      code: "QUERY.UNIQUE_VIOLATION",
      message: 'table "t", columns "email", "tenantId": a row with the same key exists (constraint "u")',
      details: { columns: ["email", "tenantId"] },
    });
  });
});
