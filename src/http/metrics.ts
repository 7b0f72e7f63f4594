/** What is counted. Labels hold no id, no address, no word of a person. */
export type Metrics = {
  readonly request: (labels: { readonly route: string; readonly method: string; readonly status: string }, seconds: number) => void;
  readonly outcome: (urgency: string) => void;
  readonly refused: (code: string) => void;
  /** The Prometheus text format. */
  readonly text: () => Promise<string>;
};
