import type { ResolvedDialect } from "../../dialect/dialect";
import type { CompiledQuery } from "../../dialect/query-compiler";
import { createCompileCache, type CompileCache } from "../../session/compile-cache";
import type { Query } from "../../sql/ast";
import type { Clock } from "../../util/clock";
import { createBinder, type Binder } from "../query/bind-parameters";

/** A compiled statement with what binds its values. */
export interface WritePlan {
  readonly sql: string;
  readonly bind: Binder;
}

/** What all writes of a data source share. */
export interface WriteContext {
  readonly dialect: ResolvedDialect;
  readonly clock: Clock;
  /** The plan of a shape; made by `build` the first time. */
  plan(key: string, build: () => Query): WritePlan;
  /** A plan that is not worth keeping: its shape will hardly come again. */
  compile(query: Query): WritePlan;
}

export function createWriteContext(dialect: ResolvedDialect, clock: Clock): WriteContext {
  const plans: CompileCache<WritePlan> = createCompileCache();
  const compile = (query: Query): WritePlan => {
    const compiled: CompiledQuery = dialect.queries.compile(query);
    return { sql: compiled.sql, bind: createBinder(compiled) };
  };
  return {
    dialect,
    clock,
    compile,
    plan(key, build) {
      let plan = plans.get(key);
      if (plan === undefined) plans.set(key, (plan = compile(build())));
      return plan;
    },
  };
}
