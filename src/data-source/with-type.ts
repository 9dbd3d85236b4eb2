import type { DialectOptions } from "../dialect/dialect";
import type { DataSourceOptions } from "./data-source-options";
import { findDialect } from "./find-dialect";

/** Options that say their type even when the URL, which told it, is taken out of them. */
export function withType(options: DataSourceOptions): DialectOptions {
  const type: unknown = typeof options.type === "object" ? options.type : findDialect(options).type;
  return { ...options, type } as unknown as DialectOptions;
}
