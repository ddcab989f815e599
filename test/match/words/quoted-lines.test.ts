import { expect, test } from 'vitest';
import { rankSymptoms } from '../../../src/match/rank.ts';
import { builtInRules } from '../../support/built-in-rules.ts';
import { builtInWords } from '../../support/built-in-words.ts';

const { rules, context } = await builtInRules();
const words = await builtInWords();
const AT = '2026-11-20T09:02:11.004Z PLUGIN_CC - [ERROR]: module:WebSocketManager - method:handle - session:a1';

/** What people paste: a line as the console has it, or what Control Hub and the desktop show. None of it is a phrase of the pack. */
test.each([
  [`${AT} - event=webSocketClose | closed, REASON: network issue`, 'connection/browser-offline'],
  [
    `${AT} - event=webSocketClose REASON: missing keepalive from either desktop or notif service`,
    'connection/missing-keepalive',
  ],
  [`${AT} - event=webSocketTimeout | WebSocket did not auto close within 16 secs`, 'connection/timed-out'],
  [`${AT} - event=socketConnectionRetry | browser network not available (42)`, 'connection/retries-offline'],
  [`${AT} - event=socketConnectionFailed`, 'connection/not-opened'],
  [`${AT} - event=agentMultiLogin | closing`, 'connection/signed-in-elsewhere'],
  [`${AT} - Register API Failed, RoutingNotifs answered 403`, 'connection/registration-refused'],
  ['she clicks Hold, it spins, then Service.aqm.reqs.Timeout', 'connection/request-timed-out'],
  ['Tom wants to begin: This extension is already in use', 'sign-in/extension-in-use'],
  ['red text: Dial number is in use. Try a different one.', 'sign-in/dial-number-in-use'],
  ['my Dutch mobile gets "Enter a valid US dial number"', 'sign-in/dial-number-not-valid'],
  ['stationLogin failed with reason: AGENT_SESSION_ALREADY_EXISTS trackingId NA_1', 'sign-in/session-exists'],
  ['silentRelogin failed with reason: AGENT_NOT_FOUND, trackingId NA_2', 'sign-in/no-earlier-session'],
  ['pop-up: An error occurred while logging in to the station', 'sign-in/station-login-error'],
  ['logout fails, AGENT_HAS_ASSIGNED_CONTACTS, the task list is empty', 'sign-in/sign-out-refused'],
  ['her state turned to Idle and beside it stands RONA', 'idle/rona'],
  ['Marie keeps landing in Idle, reason Invalid_Number', 'idle/invalid-number'],
  ['Agent_Unavailable, his Webex App had signed itself out', 'idle/agent-unavailable'],
  ['idle with Agent_Busy, he was phoning his wife', 'idle/agent-busy'],
  ['she hit the wrong button, state Agent_Declined', 'idle/agent-declined'],
  ['Channel_Failure over and over on the whole team', 'idle/channel-failure'],
  ['webrtc phone of the browser: 101 device limit exceeded', 'call-quality/device-limit'],
  ['Control Hub marks the leg of the agent Poor, loss 8 % at the client', 'call-quality/poor-leg'],
  ['both ends good, but one hop at the media relay is poor with 90 ms jitter', 'call-quality/poor-relay'],
  ["Control Hub has the insight Webex isn't receiving media from the sender", 'call-quality/no-media-from-side'],
  ["Control Hub: Webex isn't sending media to the receiver.", 'call-quality/no-media-webex-side'],
  ["Control Hub: Webex isn't receiving media from Local gateway.", 'call-quality/no-media-from-gateway'],
  ['Control Hub: ICE is unsuccessful due to STUN server access.', 'call-quality/ice-stun-blocked'],
  ['Control Hub: ICE is unsuccessful due to connectivity check.', 'call-quality/ice-no-direct-path'],
  ['the list of failed calls has Call rejected for the hidden number', 'call-quality/call-rejected'],
  ['Unassigned number, when colleagues dial the new guy', 'call-quality/unassigned-number'],
  ['calls to Peru: No route to destination', 'call-quality/no-route'],
  ['Control Hub has Protocol error as release reason', 'call-quality/internal-error'],
])('%s', (text, row) => {
  const { candidates, abstained } = rankSymptoms(rules, words(text), new Map(), context);
  expect([candidates[0]!.symptom.id, abstained]).toEqual([row, false]);
});
