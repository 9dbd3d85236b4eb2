import type { ParameterBinding } from "./query-compiler";

/** The placeholders of one query while it is written. */
export class BindingList {
  readonly bindings: ParameterBinding[] = [];

  /** Adds one and gives its position, which starts at 1. */
  add(binding: ParameterBinding): number {
    return this.bindings.push(binding);
  }
}
