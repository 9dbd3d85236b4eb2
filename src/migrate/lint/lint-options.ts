/** What a rule's findings count for; `off`: it is not asked. */
export type LintLevel = "error" | "warn" | "off";

/** The `migrations.lint` part of the configuration. */
export interface LintOptions {
  /** What the findings of a rule count for: `{ "data-loss": "warn", "raw-ddl": "off" }`. */
  readonly rules?: Readonly<Record<string, LintLevel>>;
}
