/** Files that the bundler of the Worker puts in as text. */
declare module '*.txt' {
  const text: string;
  export default text;
}
