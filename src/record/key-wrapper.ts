/** Who holds the key of keys. In production another party (KMS, HSM, Vault); the file of the embedded mode is for trials. */
export type KeyWrapper = {
  /** Names the key-encryption key in use. */
  readonly keyId: string;
  readonly wrap: (dataKey: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
  /** @throws when the key is unknown or the wrapping was tampered with. */
  readonly unwrap: (keyId: string, wrapped: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
};
