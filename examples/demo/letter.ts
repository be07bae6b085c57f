/** What the agent writes at length: more than one message of Messenger holds. */
export const letter = `Dear Sara,

thank you for the pictures, and I am sorry about the glass. A crack like the one in your third picture comes from a knock on the way, not from you, so we replace it free of charge. You can choose between two ways, and both are easy.

**The first way: we send you a new glass.** It leaves our warehouse today and is with you in two to three working days. Changing it takes about five minutes, and no tool is needed. Please do it like this:

1. Switch the lamp off, pull the plug, and let the bulb cool down for ten minutes. Glass that is still warm breaks more easily, and we would not want you to cut yourself.
2. Lay the lamp on its side on a towel or a blanket. Hold the foot with one hand, and with the other turn the brass ring below the glass to the left until it comes off. It may be a little stiff the first time.
3. Put on a pair of gloves, lift the old glass out straight, and wrap it in newspaper before it goes into the bin. It does not belong into the bottle bank, because it is made from another kind of glass.
4. Set the new glass in, with the small notch towards the cable. If it wobbles, the notch is not where it should be: lift it and turn it a little.
5. Put the ring back and turn it to the right until it sits firmly, but do not force it. Then set the lamp up and plug it in.

**The second way: you send us the whole lamp back.** We have put a label for the parcel service into your account, under https://shop.example.com/orders/4411/return. Please use the box that it came in, if you still have it, and fill the space around the glass with paper. As soon as the parcel is scanned we send you a new lamp; you need not wait for us to unpack the old one. Your money back is possible too, of course, within thirty days from the day it was delivered.

Whichever way you choose, you keep the bulb that was in the box, and we add a second one for the trouble. Please keep the lamp switched off until the glass is changed: the crack lets moist air in, and that is not good for the socket.

Tell me which way you prefer, and I will see to it at once. I am here until six today, and again from eight tomorrow morning.

Kind regards
Amina`
