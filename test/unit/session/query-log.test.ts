import { OrmError } from "../../../src/errors/orm-error";
import { logLevels, type Logger } from "../../../src/session/logger";
import { createQueryLog } from "../../../src/session/query-events";

function setUp(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  return { lines, logger: { log: (level, message) => lines.push(`${level}: ${message}`) } };
}

const event = { sql: "SELECT ?", parameters: ["secret", 5n], milliseconds: 12 };

describe("the query log", () => {
  it("prints how many parameters there were, never what they were", () => {
    const { logger, lines } = setUp();
    createQueryLog({ logger, levels: logLevels(true) })?.(event);
    expect(lines).toEqual(["query: SELECT ? -- 2 parameters"]);
  });

  it("prints values when it is told to", () => {
    const { logger, lines } = setUp();
    createQueryLog({ logger, levels: logLevels(["query"]), showParameters: true })?.(event);
    expect(lines).toEqual(['query: SELECT ? -- parameters: ["secret","5"]']);
  });

  it("prints errors and slow statements", () => {
    const { logger, lines } = setUp();
    const log = createQueryLog({ logger, levels: logLevels(["error"]), slowerThan: 10 });
    log?.({ ...event, error: new OrmError("QUERY.FAILED", "no") });
    expect(lines).toEqual(["error: SELECT ? -- 2 parameters -- no", "slow: SELECT ? -- 2 parameters -- took 12 ms"]);
  });

  it("is not there when nothing is asked for", () => {
    expect(createQueryLog({ logger: setUp().logger, levels: logLevels(undefined) })).toBeUndefined();
  });
});
