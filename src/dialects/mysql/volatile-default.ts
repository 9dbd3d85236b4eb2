import type { ColumnDefault } from "../../schema/model";

const VOLATILE =
  /\b(?:uuid|uuid_short|rand|sysdate|random_bytes|connection_id|user|current_user|session_user|system_user)\s*\(/i;

/** Whether a default gives another value each time that it is computed. */
export function isVolatile(value: ColumnDefault | undefined): value is ColumnDefault & { readonly kind: "expression" } {
  return value?.kind === "expression" && VOLATILE.test(value.sql);
}
