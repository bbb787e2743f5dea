/**
 * What contacts say in English. Sources: 47 CFR 64.1200(a)(10) (stop, quit, end, revoke, opt out, cancel,
 * unsubscribe), CTIA Messaging Principles 2023, and Twilio's default keywords (April 2025).
 */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const en: ReadingList = {
  locale: 'en',
  solid: `stop, stopall, stop all, unsubscribe, unsubscribe me, unsubscribed, unsub, unsubscribe all, opt out, optout, opt me out, stopp, stopped texts,
    stop it, stop this, stop now, stop that, just stop, stop already, no more, nomore, stop everything, stop please, reply stop, stahp, stop2end, stop to end, opt out all, stoptexting, stoptextingme, stopmessagingme, stoptexts, stopmessages, nomoretexts, leavemealone, donttextme, dontmessageme`,
  lone: `cancel, end, quit, revoke, remove, end it, quit it, cancel all, end all, quit all, remove me, unsubscription,
    opting out, discontinue, cease, desist, cease and desist, cancelled texts, end this, quit this, cancel this service, terminate`,
  perhaps: `stoped, u have the wrong number, u got the wrong number, wrong number, wrong no, wrong person, text stop, txt stop, send stop, stop for now, stop for a while, stop until next month, stop until next week, cancel everything, the end, cancel it, you need to stop, u need to stop, yall need to stop, you people need to stop, you guys need to stop, you have to stop, you must stop, i have the wrong number, im out, not me, out, block, blocked, blocking you, spam, unenroll, unenrol, not interested, not interested at all, im not interested, im not interested anymore, no ads, no offers, no promotions, no marketing, no interest, not interested anymore,
    no text, no texts, no txt, no txts, no msgs, no messages, no sms, withdraw, delete, erase, leave, exit, go away, get lost, enough, piss off, fuck off, f off,
    never again, please cancel, cancel please, cancel my subscription, cancel subscription, cancel membership, no longer interested, dont,
    reported, report spam, lose this number, stoop, stops, halt, do not disturb, dnd, mute, silence, delete me, how do i stop this, i dont want it, i dont want it anymore, i do not want it, dont want it, i dont want them,
    how do i stop these, how do i make this stop, make it stop, make this stop, wrong person stop`,
  soft: `please pls plz plez pleas kindly now just immediately fucking fuckin f freaking damn bloody goddamn really ever right at once asap
    already today forthwith totally completely permanently simply`,
  fillers: `thanks thank you thx bye goodbye ty hi hello hey ok okay k sir madam maam mam dear yes yeah yep no nope good morning afternoon evening sorry
    cheers regards kind best lol so and guys guy bro man dude everyone team well oh ugh omg wtf cc the i said period exclamation mark point much very`,
  notSlips: `fine, fin, plus, son, alt, para, slut, halt, aus, raus, dur, assez, cukup, bas, pare, klaar, last, stow, shop, top, step, atop, spot, stomp, strop, stoop, slop, swop, sto, sop, stoup, stoep, stob by, stub, stot, stoa, stor, stol,
    stof, stok, stoj, stay, snop, stops, stopt, stip, stap, quiz, quid, quip, quite, quiet, suit, cancer, canceled, cancelled, cancels, chancel,
    removed, remover, removes, remote, revoked, evoke, revoker, provoke, and, ended, ends, subscribe, unsubscribes, ceased, optout of,
    unscribe, disease, crease, decease, lease, tease, remover, removal, optional, optout, option, optic, optimo, resist, insist, terminal`,
  spellings: `anymor anymore, tezting texting, delet delete, remov remove, rmv remove, txtin texting, textin texting, messagin messaging, msgin messaging,
    contactin contacting, spammin spamming, botherin bothering, harassin harassing, callin calling, sendin sending, emailin emailing, writin writing`,
  mistyped:
    'again, anymore, anything, message, messages, messaging, texting, sending, contact, contacting, receive, receiving, remove, delete, number, please, calling',
  sets: {
    stop: 'stop quit cease discontinue stopp halt sotp stpo',
    end: 'end cancel terminate deactivate disable',
    ing: `texting messaging contacting spamming bothering harassing pestering bugging annoying emailing writing_to mssging msging
      calling_and_texting calling_or_texting texting_and_calling messaging_and_calling reaching_out_to hitting_me_up`,
    msg: `message messages msg msgs mssgs text texts txt txts texs sms smses spam text_messages text_message
      txt_messages sms_messages text_msgs notifications notification whatsapps whatsapp_messages automated_messages automated_texts
      communications communication messaging texting correspondence auto_messages robotexts contact whatsapp_messages chat_messages`,
    kind: `reminders updates offers promotions promos ads adverts advertising advertisements emails newsletters marketing deals alerts
      surveys coupons newsletter promotional_messages marketing_messages promotional_texts marketing_texts stuff calls info information`,
    det: `me us the these those this that your any more all of such anymore further your to with so many out ur ya yall so future other additional
      unwanted stupid annoying constant automated unsolicited these_kind_of sort kind my way too bulk endless`,
    me: 'me us',
    neg: 'dont do_not never no_longer don_t didnt_ask_you_to must_not may_not shall_not need_not please_no dnt shouldnt should_not',
    want: 'want wish wanna need care desire like would_like consent agree am_willing intend',
    contact:
      'contact text message msg txt sms bother spam disturb harass ping whatsapp write_to write reach_out_to email pester',
    consent:
      'consent permission authorization authorisation approval agreement opt_in optin opt-in',
    list: `list lists database records system mailing_list contact_list contacts distribution_list databases sms_list text_list texts
      messages subscribers subscription marketing_list mailing texting_list messaging_list phone_list distribution`,
    number:
      'number phone_number cell_number mobile_number cell phone mobile no num details phone_no contact_details contact_information name_and_number info contact_info contact information data',
  },
  certain: `
    appreciate|like|love|prefer|glad|grateful|happy|happier|nice|great it? if you|u|yall|you_guys|you_people could|would* stop|stopped|quit <ing>|sending <me>? <det>* <msg>?
    <stop> it with <det>* <msg>
    my|this <number> deleted|removed|erased|taken|scrubbed|off from|off|out_of|of? <det>* <list>?
    want|like|need my|this <number> off|out|deleted|removed
    not|no_longer|never interested in <det>* receiving|getting|your|more|any|these* <msg>
    <neg> authorize|authorise|permit|allow|want|give_permission|give_consent|give_you_permission you|anyone|anybody|u to? send|text|message|contact <me>? <det>* <msg>?
    revocation|withdrawal|cancellation of my|the|any|all|this* <consent>
    may|can|must|should|are|shall no_longer|not|never|not_allowed_to|no_longer_allowed_to ever? contact|text|message|spam me|us|this_number|my_number again|anymore?
    refuse|refusing|decline|object|objecting to receive|receiving|get|getting|accept|further|any* <det>* <msg>
    wish|want|prefer|ask|asked|asking|request|like not to receive|get|be <det>* <msg>|contacted|texted|messaged
    asking|ask|asked|request|requesting|demand|insist that? you|u|people|guys* no_longer|not|never|to_not|stop text|texting|contact|contacting|message|messaging|send|sending <me>?
    take|get|remove <me>|my_number off|from|out_of <det>* text|texting|sms|message|group|marketing* chain|thread|blast|blasts|campaign|text|texts
    <neg> reach_out|get_in_touch|follow_up again|anymore|any_more|to_me|with_me|ever|further
    <stop> <ing> <me>?
    <stop> contacting|texting|messaging|spamming this_number|my_number|my_phone|this_phone
    <stop> sending <me>? <det>* <msg>
    <stop> sending <me>? <det>* this|these|those|anything|things|stuff|crap|shit|garbage|junk|nonsense|bullshit|bs
    <stop> <det>* <msg>
    <stop> with|w <det>* <msg>
    want|need|like|wish <det>* <msg> to? stop|end|stopped|cease
    make <det>* <msg> stop|end
    not authorized|authorised|permitted|allowed|welcome to contact|text|message me|us|this_number?
    prefer|rather not to? receive|get|be|have <det>* <msg>|contacted|texted|messaged
    refrain|desist|abstain from <ing>|sending <me>? <det>* <msg>?
    not to? be contacted|texted|messaged again|anymore|any_more|any_further|further|ever?
    how many times do|must|should i|we have_to|need_to|gotta? ask|tell|say you|u? to? <stop> <ing>?
    can|could|would|will you|u|ya|yall not <contact> <me> again|anymore|any_more|ever
    when will|are|r you|u|people|guys|all|going|gonna|to|finally* <stop> <ing>|sending
    <stop> receiving|getting <det>* <msg>
    <end> <det>* <msg>
    unsubscribe|unsub <me>|this
    unsubscribe|unsub my|this|our <number>
    unsubscribe|unsub from <det>* <msg>|<list>|service|services
    want|wish|like|need|trying|wanna|love|have|request|requesting|asked|asking|decided|choose|let_me to? unsubscribe|unsub|opt_out|be_unsubscribed|be_removed|be_taken_off|be_opted_out|optout|end_messages|end_texts
    wish|want|like|need|ask|request|requesting to? be? removed|deleted|taken|off|unsubscribed|opted from|off|out? of? <det>* <list>
    rather|prefer|wish|appreciate|like it? if? you|u|yall didnt|did_not|dont|do_not|wouldnt|would_not|not <contact> <me>
    wanna unsubscribe|unsub|opt_out
    want|wanna|wish|like|need to? get|be? off|out of? <det>* <list>
    dont|do_not reply|respond to <me> ever? again|ever|anymore
    i opt_out
    im|am|i_am opting_out|unsubscribing
    opt|opting <me>|my|this <number>? out
    opt_out of|from <det>* <msg>|<list>
    remove|delete|drop|erase|scrub|strike|pull|scratch|rem <me>|my|this|our <number>|name? from|form|off <det>* <list>
    removal of <me>|my|this <number>?
    remove|delete|erase|lose|forget my|this phone|cell|mobile? <number>
    take|get|cut|strike|pull|drop|keep <me>|my|this|our <number>|name? off|from|of|out of? <det>* <list>
    <neg> ever? <contact> <me>|it|this_number|my_number|this_no|my_no|this_phone|my_phone|here again|anymore|any_more|ever|further|longer?
    <neg> ever? call_or_text|text_or_call|call_or_message|contact_or_text|call_and_text|call <me>|this_number? again|anymore|any_more
    <neg> ever? send|sending|sent|give <me>|this_number? <det>* <msg>
    mind|consider|prefer|try|please|appreciate not <ing> me|us|this_number
    <neg> <want> to? receive|get|see|keep getting|receiving? these|those|this|them anymore|any_more|any_longer
    block|exclude me|my_number|this_number from <det>* <msg>|<list>
    <neg> send|sending <me>? anything|any_more|anymore|these|this|those|more|stuff|crap|shit
    no more|further|additional|longer <det>* <msg>
    no more <ing>
    <neg> <want> to? receive|receiving|get|getting|have|see|accept|keep|continue|be? receiving|getting|to? <det>* <msg>
    <neg> want|wish|wanna|care|like to? hear|hearing from you|yall|u|you_guys
    <neg> want|wish|wanna|like|care|need|consent|agree to? be? contacted|texted|messaged|bothered|spammed|contacting|on_this_list|on_your_list
    <neg> want|wish|like|need you|u|yall to? <contact>|texting|messaging|contacting|sending <me>?
    <neg> want <det>* <msg>
    <neg> consent to? <det>* <msg>|this|these|being_contacted|receiving_these
    withdraw|withdrawing|withdrew|take_back|taking_back|revoke|revoking|rescind|rescinding|retract|retracting|withhold|cancel|remove|pull my|the|any|all|this|previous|prior|given|earlier|express|written* <consent>
    <consent> to? be? contacted|texted|messaged? is|has_been|was|hereby* withdrawn|revoked|cancelled|canceled|rescinded
    you no_longer|do_not|dont|have_no|lack have? my|any <consent>
    dont|do_not|no_longer|never give|gave|have you? my|any|a* <consent>
    <neg> agree|consent|agreed|consented to? receive|receiving <det>* <msg>
    leave <me>|this_number alone
    leave me the hell|fuck|heck alone
    lose my number
    cease all? contact|communication|communications|<msg>
    no longer <want> to? receive|get|hear|be <det>* <msg>|contacted|texted|from_you|part_of_this|on_your_list
    knock off the? texts|messages|texting
    <stop> blowing_up my phone
    enough with the|these|your <msg>
    put me on your? do_not_call|do_not_text|do_not_contact list?
    add me to your? do_not_call|do_not_text|do_not_contact list?
    end|stop|cease|cancel this|our|my|the conversation|subscription_to_these_messages|text_subscription|sms_subscription|text_alerts|sms_alerts
    <end>|stop my|this|the? text|sms|messaging|whatsapp|chat subscription|alerts|service
    take me off <det>* <list>`,
  whole: `
    can|could|may i|we? be removed|taken_off|unsubscribed|deleted|opted_out from|off|of? <det>* <list>?
    can|could|would|will you|u|ya|yall not text|message|msg|txt|contact|bother|spam <me>
    no more of this|these|those|that
    leave <me> be|in_peace
    for_gods|for_goodness|for_fucks|for_petes|for_heavens|for_christs|for_the_love_of sake|god <stop>
    <stop> for_gods|for_goodness|for_fucks|for_petes|for_heavens|for_christs|for_the_love_of sake|god
    ffs|i_beg_you|i_beg_u|im_begging_you|im_begging_u stop
    can|could|would|will|wont|pls you|u|ya|yall|you_guys|you_people stop
    told|asked|begging|asking|ordered|telling you|u|yall|you_guys|you_people to? stop
    i|ive|have|am|im already|also|just|repeatedly* told|asked|begging|asking|telling you|u to? stop
    stop bugging|pestering|harassing|spamming|annoying <me>?
    <stop> sending me|us|this|these|those|it|anything?
    <stop> contacting|texting|messaging|writing|bothering|sending
    <stop> emailing|calling|writing|whatsapping me
    <neg> <contact>|call
    i? <neg> want|wish <det>* this|these|those|anything|more|any anymore|any_more|any_longer|from_you|you_guys*
    enough <det>* <msg>
    remove|delete|take|get <me> from|off this|here|these
    i stop|quit|cancel|decline_messages
    i want|wish|need|would_like|like this|it|these|you|them to? stop|end|stopped
    i want|would_like|wish to? cancel|stop|quit|end|out this|it|these|all?
    want|like out|off
    i revoke|withdraw
    get|take|let|count me out|off
    take my number off
    stop stop
    stop|unsubscribe|quit full_stop
    <stop> this|the|your nonsense|crap|harassment|shit|bs|rubbish|madness
    make this|it|these|the_texts|the_messages stop
    shut up|off
    unsubscribe|unsub|opt_out here|today|asap|from|this|my_number|from_this|from_here|from_everything|from_all|from_you
    stop here|bothering_me|calling|wasting_my_time|this_service|service|subscription|it_now|all_this|the_service|notifications|them|sms
    no stop|unsubscribe`,
  doubtful: `
    you|youve|youre|yall have|got|texted|messaged|texting|messaging|are_texting|are_messaging the? wrong number|person|guy
    stop receiving|getting these|this|them
    get|make <det>* <msg>? to stop
    unsubscribe|unsubscribed|unsubscribing|unsub|unsubscription
    opt_out|opting_out|opted_out
    <stop> sending <me>? <det>* <kind>
    enough with|of <det>* <kind>
    <stop> <det>* <kind>
    no more <det>* <kind>
    <neg> send <me>? <det>* <kind>
    <neg> want|need <det>* <kind>
    not interested in <det>* <kind>
    <neg> <want> to? receive|get <det>* <kind>
    too many|much <msg>
    <end> <det>* reminders|updates|offers|promotions|promos|ads|newsletters|newsletter|marketing|alerts
    pause <det>* <msg>|<kind>
    stop|unsubscribe thanks|thx|regards|cheers|ty
    last <msg> you|u send|text <me>
    sue|suing you|u
    <stop> now? or i|ill|we|else
    this|not|his|her number|phone anymore|any_more
    never|didnt|did_not give|gave you|u|yall my number
    email|call|phone|mail|ring me? instead_of texting|messaging|texts|messages
    reporting you|u|this|these
    this_is|thats|its|these_are spam|harassment
    you|youre are? spamming|harassing me
    i never|didnt|did_not opt_in|opted_in
    im|i_am|am|so* sick|tired|fed_up|done|finished of|with <det>* <msg>
    <stop> sending|texting after|before|at|on
    <stop> contacting|bothering|harassing
    report|reporting you|this|these to|as ftc|fcc|spam|police|authorities|junk
    block|blocking|blocked you|this|your number|u?
    how|where to|do|can|would i|you|we? stop|end|cancel|turn_off <det>* <msg>
    how do|can i get_off|get_out_of
    why|how are you|u still texting|messaging|contacting|sending
    do_not call_list
    <neg> call|phone me again|anymore
    i <neg> agree|consent
    wrong number|person|guy this_isnt|this_is_not|this_aint|im_not|i_am_not|its_not|not
    who gave you|u my number
    how|where did you|u get my|this number
    i did_not|didnt|never sign|signed|subscribe|subscribed|ask|asked up? for|to this|these|<msg>
    i did_not|didnt|never agree|agreed|consent|consented to this|these|<msg>
    remove|delete|erase my data|information|details|info
    <stop> writing me|to_me
    turn|switch off <det>* <msg>|alerts|reminders|updates
    turn|switch <det>* <msg>|these|those off
    <neg> want|like|wish to? be <msg>`,
  other: `
    dont|do_not|never|didnt|did_not|wont|wouldnt|doesnt|not|cant|cannot|mustnt|shouldnt ever|you|want|wish|mean|like|need|going|asking|to|u|plan|trying* unsubscribe|unsub|opt_out|opt|remove|<stop>|delete|take|cancel|end|stopping|opting|unsubscribed|unsubscribing|withdraw|revoke|block|withdrawing|revoking
    why|when|how_come|has|have|did|didnt|havent|since|if|until|unless|because|once|after|in_case you|u|they|it|he|she|we|your_company|the_bank|that|the_shop|the_clinic|has|have* ever|all_of_a_sudden|suddenly|even|not* stop|stopped|quit|unsubscribe|unsubscribed|remove|removed|opt|opted
    cant|wont|couldnt|can_not|never_want_to|never_want_you_to|dont_ever stop texting|messaging|sending
    stop by|at|in|off|over|payment|payments|smoking|drinking|loss|sign|light|watch|order|orders|the_car|the_payment|the_order|the_cheque|the_check|the_transfer|the_bus|bus|in_the|worrying|crying|laughing|it_you|there|using|taking|playing|being|making|coming|going|working|eating|doing|talking|asking_me|paying|charging|the_delivery|delivery|the_card|my_card|my_order|my_payment|my_subscription_box|my_direct_debit|the_direct_debit|direct_debit|the_standing_order|the_medication|the_tablets|medication|the_antibiotics
    non|bus|full|pit|short|one|next|last|train|rest stop|stops
    no more <msg> were|was|are|is|have|has|came|come|since|yet|left|from_him|from_her|from_them|to_read|than|missed|today_or|in_my|on_my|on_the_app
    no more <ing>|texting and_driving|while
    no more <kind>? questions|issues|problems
    not receiving|getting|got|received|seen|had|delivered|have|delivering|sent|read|see|find|delivered_your|respond|answer|open|reply_to <det>* <msg>
    messages|texts|message|text were|was|are|is|arent|isnt not? being? delivered|received|arriving|coming|sent|working|showing
    end of
    delete|erase|clear old|all|my|read|deleted* messages|texts|message|text
    messages|texts in the app
    in the end
    my|our|the|this|that|first|second stop thanks|thx|cheers|ty
    remove|lift|undo|cancel|reverse the|my stop|opt_out|unsubscribe|unsubscription
    week|year|month|back|front|high|low|dead|day end
    quit my|the|your|smoking|drinking|her|his|school|work|job|that|this_job|gym|on|while
    cancel <det>* appointment|order|booking|reservation|flight|card|policy|meeting|slot|class|lesson|visit|payment|transfer|cheque|check|table|trip|test
    remove|delete|take|get me from|off|out my|the|that|this|hold|of_the|of_hold|your|of_my|of* slot|appointment|guest|waiting|waitlist|hold|account|policy|roster|class|course|guestlist|group|team|schedule|rota|booking|order|3pm|lease|loan|mortgage|joint|hospital|bus|plane|train
    remove|take|get me from|off hold|the_hold
    remove|delete my|this <number> from my|the|his|her|their|our|joint account|profile|order|invoice|policy|card|booking|listing|website|waiting|form|file|joint_account
    remove|delete|erase my|this old|previous|other|work|second|wrong|card|account|order|policy|spare <number>?
    reply|replied|replying|text|texting|send|sent|type|typed|saying|write|says|respond|word|press|click|tap stop|unsubscribe|quit|end|cancel|stop_to|optout|opt_out to|if|for|at|and|or|but|it|when|was|is|in
    reply|text|send|type|respond|press stop|end|quit|unsubscribe to
    dont|do_not text|message|contact|call|whatsapp|write|email|send|bother me|us|him|her|them? the|a|an|if|unless|before|until|till|while|yet|with|back|my|that|your|because|there
    dont|do_not bother|disturb yourself|calling|sending|replying|answering|coming|to|the_patient|writing_back
    never text|texted|message|messaged|received|got|get|write|send|miss|missed me_too|any|back|and|while|the|a
    i never text|message|send|call|disturb|spam|bother
    dont|do_not|never want|wanna|wish you|u|to? stop|miss|lose|unsubscribe|end|opt|be_removed|be_taken|to_be_removed
    dont|do_not want|need this|these|it|those shoes|item|items|product|products|appointment|card|size|order|dress|jeans|account|one|slot|medicine|tablets|books|course
    unsubscribe|opt_out|opt_me_out|unsubscribed|opted_out from|of my|the|their|your|a|paper|his* magazine|magazines|newspaper|netflix|gym|paper_statements|overdraft|pension|paperless|insurance|scheme|excursion|trip|lunch|plan|religious|meals|school|class|email|emails|catalogue|podcast|channel|youtube|warranty|cover|swimming|lesson|lessons|photo|photos|field
    stop|quit|cease calling|writing|emailing|messaging|texting me|us|my_wife|my_husband mr|mrs|ms|sir|madam|maam|by|names|late|honey|baby|that|and_call|in_english|a
    leave me alone with|for_a|in|at
    leave me a
    want|wanted|like|love to? stop_by|stop_in|end_up|cancel_my|cancel_the|quit_smoking|stop_smoking
    was|were|is|been|got|am|accidentally|automatically|mistakenly unsubscribed|opted_out|removed|unsubscribed_by
    unsubscribed|opted_out|opt_out|unsubscribe|unsubscribing by|accidentally mistake|accident|accidentally
    stop|stopped|cancel|end <msg>|texting and_driving
    end|cancel|stop text|message|texts|messages box|field|thread|bubbles|editor
    block|blocked|blocking my|the|her|his|their card|account|number|payment|of|time|booking`,
  keeps: `
    just|only kidding|joking
    jk|jks|nvm|oh_wait|no_wait|wait_no|never_mind|nevermind|scratch_that|ignore_that|i_take_that_back|i_take_it_back
    <msg>|texting|messaging here? is|are|r all? ok|okay|fine|good|alright|great|better
    text|message|txt|msg me? instead
    can|may still|always? text|message|txt|whatsapp|msg
    keep|continue <det>* <msg>|<kind>|<ing>|sending
    only|just <det>* <kind>|appointments|appointment|emergencies`,
  voids: `why, there are, there were, there is, did, didnt, does, doesnt, have you, havent, has, hasnt, never, not, dont, do not, he, she, him, her, brother, sister, husband, wife,
    mother, father, boyfriend, girlfriend, son, daughter, friend, someone told, someone said, someone who, wont, wouldnt, was, were, you said, since you, reply, text, send, type,
    word, says, saying, button, when did, how come, isnt, arent, shouldnt, song, lyrics, ex, kids, glad you, until you, accidentally, by mistake,
    mistakenly, forgot to, they, without, instead of, other people, customers, supposed to, rather than, thought you, if you wanted, hope you, hope it, afraid you, worried you`,
  questions: `if, unless, until, cant, cannot, could not, them, how, where, can i, do i, should i, before, after, told my, trouble, may i, shall i, what happens, is it possible, every time, whenever, people, and then`,
  ends: 'dont appreciate, do not appreciate, did not ask for, didnt ask for, not interested in, sick of, tired of, fed up with, enough, no more, never again, do not authorize, dont authorize, revocation of, withdrawal of, object to, wont accept, not wanted, unwanted, not welcome, stop, stopped please, quit, cease, refrain, remove, delete, discontinue, rather not, not authorized, dont want, do not want, no longer, opt out, unsubscribe, rmv, off your, not allowed to, do not wish, halt',
  about:
    'texting list, text chain, text thread, contact us, text us, sending me, your texts, your messages, these texts, these messages, your system, communication, communications, consent to text, texting, messaging, contacting, messages, texts, sms, msgs, text messages, spam, your list, mailing list, this number, contact me, message me, spamming, contacted, notifications, my number, my cell',
  widens:
    'with me, with us, with this number, with my number, to my phone, to my number, to my cell, to my mobile, at this number, on this number, on this phone, on my phone, in the future, in future, at my number, at once, to this number, at all, with these, with this, with the messages, for good',
  narrows: `of the, of my, of our, about, regarding, at, after, before, during, in, on monday, on my work, on weekends, on sundays, on sunday, on the weekend, until, till, unless, while,
    for my, for him, for her, for the, for a, for now, for today, when, every, twice, so, too, my, his, her, him, them, their, the, a, an, concerning, related to, late, early,
    from the shop, from my, but, only, except, not you, and call, and email, instead, through, via, other than, that, like that, meant for, to my, to his, to her, with, and driving, jokes, this late, from other, from him, from her, from john, to charge, to debit, to bill, to share, to sell, to take, to withdraw, to open, to use, to pay, to transfer, to treat, to operate, to record, to access, to release, to this email, to this address, to my email, to my work`,
  optIn: 'yes, start, unstop, opt in, optin',
  agrees: `yes please, y, yes yes, yes i agree, yes i do, yes i consent, i agree, i consent, agreed, yes thanks, yes thank you, yes sure,
    yes ok, yes okay, sure yes, yes of course, of course yes, yes to agree, yes agree, yes agreed, yep, yeah, yeah sure, yeah thats fine, yep sure, yeah ok, sure yeah, yes start, start please, please start, yes you can,
    yes you may, i do agree, i accept, accept, yes i accept, agree, consent, yes absolutely, absolutely yes, yes definitely, yes that is fine, yes thats fine,
    yes go ahead, i give consent, i give my consent, i give permission, ok yes, okay yes, sure go ahead, hello yes, hi yes, yes i would, yes id like that, i would like that, yes to all, yes sir, yes maam, please do, yes please do, please yes`,
  declines: `no, no dont, nah im good, no im good, nope, nop, naw, no thanks, no thank you, nah, no no, no no no, no way, no thank u, no i dont want that, no i dont want it, no i dont want to, i decline, decline, declined, i refuse, refuse, refused, never, i do not agree, i dont agree,
    do not agree, dont agree, disagree, i disagree, i do not consent, i dont consent, no consent, not agreed, no i do not, no i dont, i do not accept, i dont accept, reject, i reject, rejected, n, no ty, no sorry, sorry no, no i decline,
    no please, absolutely not, definitely not, of course not, i would rather not, id rather not, no not interested`,
  courtesies:
    'please pls plz plss plzz ok okay sure sorry thanks thankyou thanku thx thnx tks ty tysm cheers',
  help: 'help, info',
  stopMarketing:
    'stop promotions, stop promotion, stop marketing, stop marketing messages, stop offers, stop promotional messages, stop promos',
  signatures:
    'sent from my, sent from outlook, sent via, sent from yahoo, get outlook for, sent from iphone, sent with, sent from samsung, sent from galaxy',
  tapbacks: `liked, loved, disliked, laughed at, emphasized, emphasised, questioned, removed a like from, removed a heart from, removed a dislike from, removed a laugh from,
    removed an exclamation from, removed a question mark from, reacted to, liked an image, loved an image, disliked an image, laughed at an image, emphasized an image, questioned an image,
    liked a photo, loved a photo, liked a video, loved a video, liked an attachment, loved an attachment, liked a movie, loved a movie, liked an audio message, reacted with, removed from`,
}
