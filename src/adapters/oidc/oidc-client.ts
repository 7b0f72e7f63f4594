/** Signing in at an identity provider: OpenID Connect, code flow with PKCE, state and nonce. The secret stays on the server. */
import * as oauth from 'oauth4webapi';
import { physicianCode } from '../../access/staff.ts';

export type OidcSettings = {
  readonly name: string;
  readonly issuer: string;
  /** Where the provider's metadata stands when not at the usual place (Pro Santé Connect). */
  readonly metadataUrl?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly acr?: string | undefined;
  /** Only physicians by the French register are let in: userinfo's `codeProfession` 10. */
  readonly physiciansOnly: boolean;
};

export type Attempt = { readonly state: string; readonly nonce: string; readonly verifier: string };
export type Identity = { readonly issuer: string; readonly subject: string };

export type OidcClient = {
  readonly name: string;
  readonly begin: (redirectUri: string) => Promise<{ readonly url: string; readonly attempt: Attempt }>;
  /** Undefined for someone who is not let in. @throws for an answer that is not the provider's, or not to this attempt. */
  readonly finish: (callback: URL, redirectUri: string, attempt: Attempt) => Promise<Identity | undefined>;
};

const answerMs = 10_000;
const metadataMs = 10 * 60_000;

export function createOidcClient(settings: OidcSettings, now: () => number = Date.now): OidcClient {
  const client: oauth.Client = { client_id: settings.clientId };
  const issuer = new URL(settings.issuer);
  // A provider on this machine, for a trial or a test, has no certificate.
  const insecure = issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
  const options = { [oauth.allowInsecureRequests]: insecure, signal: () => AbortSignal.timeout(answerMs) };
  let known: { readonly server: oauth.AuthorizationServer; readonly at: number } | undefined;
  const server = async (): Promise<oauth.AuthorizationServer> => {
    if (known && now() - known.at < metadataMs) return known.server;
    const response =
      settings.metadataUrl === undefined ? await oauth.discoveryRequest(issuer, options) : await fetch(settings.metadataUrl, { signal: AbortSignal.timeout(answerMs) });
    const read = await oauth.processDiscoveryResponse(issuer, response);
    known = { server: read, at: now() };
    return read;
  };
  return {
    name: settings.name,
    begin: async (redirectUri) => {
      const { authorization_endpoint: endpoint } = await server();
      if (endpoint === undefined) throw new Error('the identity provider has no authorization endpoint');
      const attempt = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), verifier: oauth.generateRandomCodeVerifier() };
      const url = new URL(endpoint);
      const parameters = {
        client_id: settings.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: settings.scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(settings.acr === undefined ? {} : { acr_values: settings.acr }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return { url: url.href, attempt };
    },
    finish: async (callback, redirectUri, { state, nonce, verifier }) => {
      const as = await server();
      const parameters = oauth.validateAuthResponse(as, client, callback, state);
      const auth = oauth.ClientSecretPost(settings.clientSecret);
      const response = await oauth.authorizationCodeGrantRequest(as, client, auth, parameters, redirectUri, verifier, options);
      const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true });
      const claims = oauth.getValidatedIdTokenClaims(tokens);
      if (!claims) throw new Error('the identity provider gave no identity');
      if (settings.acr !== undefined && claims['acr'] !== undefined && claims['acr'] !== settings.acr) return undefined;
      if (settings.physiciansOnly) {
        const info = await oauth.processUserInfoResponse(as, client, claims.sub, await oauth.userInfoRequest(as, client, tokens.access_token, options));
        if (!isPhysician(info)) return undefined;
      }
      return { issuer: settings.issuer, subject: claims.sub };
    },
  };
}

/** Pro Santé Connect: `SubjectRefPro.exercices[].codeProfession`. */
export function isPhysician(info: Readonly<Record<string, unknown>>): boolean {
  const professional = info['SubjectRefPro'];
  const exercises = typeof professional === 'object' && professional !== null && 'exercices' in professional ? professional.exercices : undefined;
  return (
    Array.isArray(exercises) && exercises.some((item: unknown) => typeof item === 'object' && item !== null && 'codeProfession' in item && item.codeProfession === physicianCode)
  );
}
