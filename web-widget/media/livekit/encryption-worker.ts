/** Encrypts and decrypts the frames of a call beside the page. */
import 'livekit-client/e2ee-worker';
