import { OrmError } from "../../errors/orm-error";
import { createMysqlNameRules } from "./name-rules";

const rules = createMysqlNameRules();

/** @throws OrmError `SCHEMA.NAME_FORBIDDEN` for a name that the servers cannot keep: with emoji in it, or too long. */
export function requireValidName(name: string): void {
  const reason = rules.name(name);
  if (reason === undefined) return;
  throw new OrmError("SCHEMA.NAME_FORBIDDEN", `MySQL and MariaDB cannot hold the name "${name}": ${reason}`, {
    hint: "Give it another name.",
    details: { name },
  });
}
