import { AnsiQueryCompiler } from "../../../src/dialect/ansi-query-compiler";
import type { Capabilities } from "../../../src/dialect/capabilities";
import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { createNameRules } from "../../../src/dialect/name-rules";
import type { DriverResult } from "../../../src/dialect/driver";
import type { Codec, TypeSystem } from "../../../src/dialect/type-system";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import type { EntityClass } from "../../../src/metadata/entity-target";
import { createEntityMap } from "../../../src/orm/hydrate/entity-map";
import type { EntityMap } from "../../../src/orm/hydrate/mapped-entity";
import type { Session } from "../../../src/session/session";

const dates: Codec = {
  encode: (value) => (value as Date).toISOString(),
  decode: (raw) => new Date(raw as string),
};

const types = {
  parse: (type: string) => ({ name: type, arguments: [], dimensions: 0, modifiers: [] }),
  format: (type: string) => type,
  codec: (type: string): Codec => (type === "timestamp" ? dates : {}),
  logical: (type: string) =>
    /Date$|^date$/.test(type)
      ? { type: "timestamp", default: { kind: "expression", sql: "CURRENT_TIMESTAMP" } }
      : { type: type === "number" || type === "version" ? "integer" : "text" },
} as unknown as TypeSystem;

/** A dialect that is plain ANSI: what the road between find options and SQL is tested with. */
export function createTestDialect(capabilities: Partial<Capabilities> = {}): ResolvedDialect {
  return {
    name: "test",
    displayName: "Test 1",
    queries: new AnsiQueryCompiler(),
    types,
    names: createNameRules({ name: 63 }),
    capabilities: {
      insertReturning: true,
      updateReturning: true,
      arrayParameters: false,
      maxParameters: 1000,
      maxIdentifierBytes: 63,
      ...capabilities,
    },
  } as unknown as ResolvedDialect;
}

export function mapEntities(classes: readonly EntityClass[], dialect = createTestDialect()): EntityMap {
  return createEntityMap(buildEntityMetadatas(classes), dialect);
}

/** A session that answers from a list of results and writes down the statements. */
export function createTestSession(dialect: ResolvedDialect, answers: Partial<DriverResult>[] = []) {
  const log: { sql: string; parameters: readonly unknown[] }[] = [];
  const session: Session = {
    dialect,
    isInTransaction: false,
    async execute(sql, parameters) {
      log.push({ sql, parameters });
      return { fields: [], rows: [], affected: 0, ...answers.shift() };
    },
    withConnection: () => Promise.reject(new Error("not in this test")),
    transaction: (work) => work({ ...session, isInTransaction: true } as never),
  };
  return { session, log };
}
