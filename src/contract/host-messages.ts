/** What a host page's loader and our frame say to each other. Nothing of a person, ever. */

/** From the loader to the frame, again and again until the frame has answered. */
export type ToFrame = { readonly relais: 1; readonly kind: 'hello' };

export type FromFrame =
  | { readonly relais: 1; readonly kind: 'ready' }
  /** Of the content, in CSS pixels: a frame that stands in a page grows with it. */
  | { readonly relais: 1; readonly kind: 'height'; readonly height: number }
  /** The person closed the panel. */
  | { readonly relais: 1; readonly kind: 'close' };
