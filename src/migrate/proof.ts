/** What is known of a new revision before its file is written. */
export type Proof =
  | {
      /** Its upgrade reached its goal, and its downgrade returned to the start. */
      readonly outcome: "proved";
      /** Where it was tried: `scratch schema`. */
      readonly place: string;
      /** `operations`: the project's `processRevision` changed the operations, and the upgrade did what these say. Absent: the models. */
      readonly goal?: "operations";
      readonly milliseconds: number;
    }
  | {
      /** It was not tried, or the trial says nothing about it. */
      readonly outcome: "not proved";
      /** Why, as a sentence without a full stop. */
      readonly reason: string;
    };
