import type { Dialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import { nearestName } from "../util/nearest-name";
import { builtinDialects, builtinUrls, type BuiltinType } from "./builtin-dialects";

/** The dialect of a data source, with the name of its type. */
export interface ChosenDialect {
  readonly type: string;
  readonly dialect: Dialect;
}

/**
 * Chooses the dialect: the one that is given, the one that `type` names, or the one that the URL tells.
 *
 * @throws OrmError `DIALECT.UNKNOWN`, `CONFIG.INVALID`.
 */
export function findDialect(options: { readonly type?: unknown; readonly url?: unknown }): ChosenDialect {
  const { type, url } = options;
  if (isDialect(type)) return { type: type.name, dialect: type };
  if (typeof type === "string" && type !== "") {
    const chosen = named(type);
    if (typeof url === "string" && url !== "") refuseOtherUrl(type, url);
    return chosen;
  }
  if (typeof url === "string" && url !== "") return fromUrl(url);
  throw new OrmError("CONFIG.INVALID", "the data source says neither a type nor a URL", {
    hint: `Give type: one of ${Object.keys(builtinDialects).join(", ")}.`,
  });
}

/** A URL of another database is a mistake that must not end with a connection to the wrong one. */
function refuseOtherUrl(type: string, url: string): void {
  const told = builtinUrls.find(({ pattern }) => pattern.test(url));
  if (told === undefined || told.type === type || told.alsoFor?.some((other) => other === type) === true) return;
  throw new OrmError("CONFIG.INVALID", `data source: the type is "${type}", and the URL is one of "${told.type}"`, {
    hint: "Leave the type out, so that the URL tells it, or correct the URL; DATABASE_URL of the environment goes before the configuration's.",
    details: { type, urlType: told.type },
  });
}

function named(type: string): ChosenDialect {
  if (Object.hasOwn(builtinDialects, type)) return { type, dialect: builtinDialects[type as BuiltinType]() };
  const types = Object.keys(builtinDialects);
  const near = nearestName(type, types);
  throw new OrmError("DIALECT.UNKNOWN", `data source: there is no type "${type}"`, {
    hint: near === undefined ? `Use one of ${types.join(", ")}.` : `Did you mean "${near}"?`,
    details: { type, nearest: near },
  });
}

/** The message must not repeat the URL: it may hold a password. */
function fromUrl(url: string): ChosenDialect {
  const found = builtinUrls.find(({ pattern }) => pattern.test(url));
  if (found !== undefined) return named(found.type);
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? "without a scheme";
  throw new OrmError("DIALECT.UNKNOWN", `data source: no type is known for a URL ${scheme}`, {
    hint: `Give type: one of ${Object.keys(builtinDialects).join(", ")}.`,
  });
}

function isDialect(value: unknown): value is Dialect {
  return typeof value === "object" && value !== null && "connect" in value && "resolve" in value && "name" in value;
}
