/** What is known of a new revision before its file is written. */
export type Proof =
  | {
      /** Its upgrade reached the models, and its downgrade returned to the start. */
      readonly outcome: "proved";
      /** Where it was tried: `scratch schema`. */
      readonly place: string;
      readonly milliseconds: number;
    }
  | {
      /** It was not tried, or the trial says nothing about it. */
      readonly outcome: "not proved";
      /** Why, as a sentence without a full stop. */
      readonly reason: string;
    };
