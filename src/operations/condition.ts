/** What a call that creates something may add. */
export interface CreateOptions {
  /** Do nothing where something of that name is there already, whatever it looks like. */
  readonly ifNotExists?: boolean;
}

/** What a call that creates a view, a function or the like may add. */
export interface CreateObjectOptions extends CreateOptions {
  /** The code declares the object: a comparison drops it when the code no longer does. */
  readonly declared?: boolean;
}

/** What a call that drops something may add. */
export interface DropOptions {
  /** Do nothing where nothing of that name is there. */
  readonly ifExists?: boolean;
}

/** The options as members of an operation; one that is switched off is none. */
export function readCondition<O extends CreateObjectOptions & DropOptions>(options: O | undefined): O {
  return {
    ...(options?.ifNotExists === true ? { ifNotExists: true } : {}),
    ...(options?.ifExists === true ? { ifExists: true } : {}),
    ...(options?.declared === true ? { declared: true } : {}),
  } as O;
}

/** The condition of an operation that creates, as the last argument of its call; nothing where it has none. */
export function writeCreateOptions({ ifNotExists }: CreateOptions): [CreateOptions?] {
  return ifNotExists === true ? [{ ifNotExists }] : [];
}

/** The same for one that creates a view, a function or the like. */
export function writeCreateObjectOptions({ ifNotExists, declared }: CreateObjectOptions): [CreateObjectOptions?] {
  const options = readCondition({ ...(ifNotExists && { ifNotExists }), ...(declared && { declared }) });
  return Object.keys(options).length === 0 ? [] : [options];
}

/** The same for one that drops. */
export function writeDropOptions({ ifExists }: DropOptions): [DropOptions?] {
  return ifExists === true ? [{ ifExists }] : [];
}

const OPTIONS = ["ifExists", "ifNotExists", "declared"] as const;

/** Parts the options from the arguments in front of them; only the last one can be them. */
export function splitCondition(
  args: readonly unknown[],
): readonly [readonly unknown[], CreateObjectOptions & DropOptions] {
  const last = args.at(-1);
  const isCondition = typeof last === "object" && last !== null && OPTIONS.some((option) => option in last);
  return isCondition ? [args.slice(0, -1), readCondition(last as CreateObjectOptions & DropOptions)] : [args, {}];
}
