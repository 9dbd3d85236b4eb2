/** `ormolu/schema`: the schema model, where it comes from, and what differs. */
export type * from "../schema/model";
export { emptySchema } from "../schema/model";
export { introspect, schemaOf } from "../migrate/schemas-of";
export { diff } from "../diff/diff";
export type { DiffAnswers, DiffOptions, DiffResult, RenameAnswer } from "../diff/diff-options";
export type { Question } from "../diff/question";
