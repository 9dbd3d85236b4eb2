/** What a call that creates something may add. */
export interface CreateOptions {
  /** Do nothing where something of that name is there already, whatever it looks like. */
  readonly ifNotExists?: boolean;
}

/** What a call that drops something may add. */
export interface DropOptions {
  /** Do nothing where nothing of that name is there. */
  readonly ifExists?: boolean;
}

/** The options as members of an operation; a condition that is switched off is none. */
export function readCondition<O extends CreateOptions & DropOptions>(options: O | undefined): O {
  return {
    ...(options?.ifNotExists === true ? { ifNotExists: true } : {}),
    ...(options?.ifExists === true ? { ifExists: true } : {}),
  } as O;
}

/** The condition of an operation that creates, as the last argument of its call; nothing where it has none. */
export function writeCreateOptions({ ifNotExists }: CreateOptions): [CreateOptions?] {
  return ifNotExists === true ? [{ ifNotExists }] : [];
}

/** The same for one that drops. */
export function writeDropOptions({ ifExists }: DropOptions): [DropOptions?] {
  return ifExists === true ? [{ ifExists }] : [];
}

/** Parts a condition from the arguments in front of it; only the last one can be one. */
export function splitCondition(args: readonly unknown[]): readonly [readonly unknown[], CreateOptions & DropOptions] {
  const last = args.at(-1);
  const isCondition = typeof last === "object" && last !== null && ("ifExists" in last || "ifNotExists" in last);
  return isCondition ? [args.slice(0, -1), readCondition(last as CreateOptions & DropOptions)] : [args, {}];
}
