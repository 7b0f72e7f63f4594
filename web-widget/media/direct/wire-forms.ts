/** What the other browser sent, looked at before it is used: it came over the network. */

export function descriptionIn(content: unknown): { readonly type: 'offer' | 'answer'; readonly sdp: string } | undefined {
  if (typeof content !== 'object' || content === null || !('type' in content) || !('sdp' in content)) return undefined;
  const { type, sdp } = content;
  return (type === 'offer' || type === 'answer') && typeof sdp === 'string' ? { type, sdp } : undefined;
}

export function candidatesIn(content: unknown): readonly RTCIceCandidateInit[] {
  const items: readonly unknown[] = Array.isArray(content) ? content : [];
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('candidate' in item) || typeof item.candidate !== 'string') return [];
    const sdpMid = 'sdpMid' in item && typeof item.sdpMid === 'string' ? item.sdpMid : null;
    const sdpMLineIndex = 'sdpMLineIndex' in item && typeof item.sdpMLineIndex === 'number' ? item.sdpMLineIndex : null;
    return [{ candidate: item.candidate, sdpMid, sdpMLineIndex }];
  });
}
