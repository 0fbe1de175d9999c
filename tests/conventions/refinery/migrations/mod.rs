// embeds the migrations
