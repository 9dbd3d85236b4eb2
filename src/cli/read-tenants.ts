import { OrmError } from "../errors/orm-error";
import { readFlag, readList, type CommandOption, type CommandValues } from "./command";

/** The options of every command that can work on tenants. */
export const tenantOptions = {
  tenant: {
    type: "string",
    describe: "Only this tenant of the configuration (several times for several)",
    requiresArg: true,
  },
  "all-tenants": { type: "boolean", describe: "Every tenant of the configuration, some at once" },
  "fail-fast": { type: "boolean", describe: "Begin no other tenant after the first that fails" },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** Which tenants a command line names. */
export interface WantedTenants {
  /** Absent: all. */
  readonly names?: readonly string[];
  readonly failFast: boolean;
}

/** The tenants that the command line names; `undefined` where it names none. @throws OrmError `CLI.USAGE`. */
export function readTenants(values: CommandValues): WantedTenants | undefined {
  const names = readList(values, "tenant");
  const isAll = readFlag(values, "all-tenants");
  const failFast = readFlag(values, "fail-fast");
  if (names.some((name) => name.trim() === "")) throw usage("tenant is empty", "Give it a name, or leave it out.");
  if (isAll && names.length > 0)
    throw usage("--tenant and --all-tenants exclude one another", "Leave one of them out.");
  if (!isAll && names.length === 0) {
    if (failFast) throw usage("--fail-fast says nothing without tenants", "Add --tenant or --all-tenants.");
    return undefined;
  }
  return { failFast, ...(isAll ? {} : { names }) };
}

/** The tenant of a command that works on one database. @throws OrmError `CLI.USAGE` for several. */
export function readOneTenant(values: CommandValues): string | undefined {
  const wanted = readTenants(values);
  if (wanted === undefined) return undefined;
  if (wanted.names?.length === 1) return wanted.names[0];
  throw usage("this can be done for one tenant at a time", "Name one with --tenant.");
}

/** Refuses tenants for what is done once for all of them, such as a script. @throws OrmError `CLI.USAGE`. */
export function refuseTenants(values: CommandValues, what: string): void {
  if (readTenants(values) === undefined) return;
  throw usage(`${what} is the same for every tenant`, "Leave out --tenant and --all-tenants.");
}

function usage(message: string, hint: string): OrmError {
  return new OrmError("CLI.USAGE", message, { hint });
}
